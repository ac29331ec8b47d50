$body = '{
  "model": "gpt-5.5",
  "instructions": "You are a helpful assistant.",
  "input": "Say pong"
}'
$body | curl.exe -sS https://api.tokenfor.me/v1/responses `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
