$env:TOKENFORME_OPENAI_KEY = "sk-your-overloaded-key"
