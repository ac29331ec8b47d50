$env:TOKENFORME_OPENAI_KEY = "sk-your-quota-key"
