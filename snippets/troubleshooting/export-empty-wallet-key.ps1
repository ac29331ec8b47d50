$env:TOKENFORME_OPENAI_KEY = "sk-your-empty-wallet-key"
