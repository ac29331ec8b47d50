$body = '{
    "model": "claude-sonnet-4-6",
    "messages": [{"role": "user", "content": "Say pong"}]
  }'
$body | curl.exe -sS https://api.tokenfor.me/v1/messages/count_tokens `
  -H "Authorization: Bearer $env:TOKENFORME_ANTHROPIC_KEY" `
  -H "anthropic-version: 2023-06-01" `
  -H "Content-Type: application/json" `
  -d "@-"
