$env:TOKENFORME_GEMINI_KEY = "sk-your-gemini-key"
