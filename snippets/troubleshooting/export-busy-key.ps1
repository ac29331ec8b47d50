$env:TOKENFORME_OPENAI_KEY = "sk-your-busy-key"
