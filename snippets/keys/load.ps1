$env:TOKENFORME_OPENAI_KEY = (Get-Content "$HOME\.codex\.env") -replace '^TOKENFORME_OPENAI_KEY="|"$'
