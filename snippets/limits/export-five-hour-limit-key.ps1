$env:TOKENFORME_OPENAI_KEY = "sk-your-five-hour-limit-key"
