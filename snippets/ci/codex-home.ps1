$env:CODEX_HOME = "codex-ci"
