$body = '{
    "model": "gpt-5.5",
    "instructions": "Be brief.",
    "input": "Say pong"
  }'
$body | curl.exe -sS https://api.tokenfor.me/v1/responses/input_tokens `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
