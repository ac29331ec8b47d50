$body = '{
    "model": "gpt-5.5",
    "instructions": "Be brief.",
    "input": "Say pong",
    "previous_response_id": "resp_1"
  }'
$body | curl.exe -sS https://api.tokenfor.me/v1/responses `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
