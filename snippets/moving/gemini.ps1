$env:GOOGLE_GEMINI_BASE_URL = "https://api.tokenfor.me"
$env:GOOGLE_GENAI_API_VERSION = "v1beta"
$env:GOOGLE_API_KEY = "sk-your-gemini-key"
