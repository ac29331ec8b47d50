$env:ANTHROPIC_BASE_URL = "https://api.tokenfor.me"
$env:ANTHROPIC_API_KEY = "sk-your-anthropic-key"
