$env:TOKENFORME_OPENAI_KEY = "sk-your-disabled-key"
