$env:ANTHROPIC_AUTH_TOKEN = "sk-your-anthropic-key"
