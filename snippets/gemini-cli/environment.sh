export GOOGLE_GEMINI_BASE_URL="https://api.tokenfor.me"
export GEMINI_API_KEY="sk-your-gemini-key"
