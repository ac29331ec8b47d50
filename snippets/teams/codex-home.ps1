$env:CODEX_HOME = Join-Path $PWD ".codex"
