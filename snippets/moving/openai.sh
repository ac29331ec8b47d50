export OPENAI_BASE_URL="https://api.tokenfor.me/v1"
export OPENAI_API_KEY="sk-your-openai-key"
