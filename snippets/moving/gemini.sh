export GOOGLE_GEMINI_BASE_URL="https://api.tokenfor.me"
export GOOGLE_GENAI_API_VERSION="v1beta"
export GOOGLE_API_KEY="sk-your-gemini-key"
