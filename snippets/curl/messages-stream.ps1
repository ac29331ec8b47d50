$body = '{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "messages": [
    {"role": "user", "content": "Count from 1 to 5, separated by spaces."}
  ],
  "stream": true
}'
$body | curl.exe -sSN https://api.tokenfor.me/v1/messages `
  -H "Authorization: Bearer $env:TOKENFORME_ANTHROPIC_KEY" `
  -H "anthropic-version: 2023-06-01" `
  -H "Content-Type: application/json" `
  -d "@-"
