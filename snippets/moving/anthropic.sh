export ANTHROPIC_BASE_URL="https://api.tokenfor.me"
export ANTHROPIC_API_KEY="sk-your-anthropic-key"
