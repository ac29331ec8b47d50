$env:TOKENFORME_ANTHROPIC_KEY = "sk-your-anthropic-key"
