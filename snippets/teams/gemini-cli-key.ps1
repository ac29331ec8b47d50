$env:GEMINI_API_KEY = "sk-your-gemini-key"
