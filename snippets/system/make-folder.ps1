New-Item -ItemType Directory -Force "$HOME\.codex" | Out-Null
