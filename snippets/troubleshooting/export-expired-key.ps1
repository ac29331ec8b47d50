$env:TOKENFORME_OPENAI_KEY = "sk-your-expired-key"
