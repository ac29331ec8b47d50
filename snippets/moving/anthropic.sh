export ANTHROPIC_BASE_URL="https://api.tokenfor.me"
export ANTHROPIC_AUTH_TOKEN="sk-your-anthropic-key"
