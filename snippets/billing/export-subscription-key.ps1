$env:TOKENFORME_OPENAI_KEY = "sk-your-subscription-key"
