$env:ANTHROPIC_BASE_URL = "https://api.tokenfor.me"
llm keys set anthropic --value "sk-your-anthropic-key"
