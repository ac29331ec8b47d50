Get-ChildItem $HOME -Force | Where-Object Name -like ".*" |
  Get-ChildItem -Recurse -File -Force -ErrorAction SilentlyContinue |
  Select-String -SimpleMatch -List $env:OLD_KEY | ForEach-Object Path
Get-ChildItem . -Recurse -File -Force |
  Select-String -SimpleMatch -List $env:OLD_KEY | ForEach-Object Path
