$env:GOOGLE_GEMINI_BASE_URL = "https://api.tokenfor.me"
$env:GEMINI_API_KEY = "sk-your-gemini-key"
