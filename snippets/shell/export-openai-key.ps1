$env:TOKENFORME_OPENAI_KEY = "sk-your-openai-key"
