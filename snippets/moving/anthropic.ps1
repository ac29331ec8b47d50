$env:ANTHROPIC_BASE_URL = "https://api.tokenfor.me"
$env:ANTHROPIC_AUTH_TOKEN = "sk-your-anthropic-key"
