$body = '{
  "model": "gpt-5.5",
  "messages": [{"role": "user", "content": "Say pong"}]
}'
$body | curl.exe -sS -w "\nHTTP %{http_code}\n" https://api.tokenfor.me/v1/chat/completions `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
