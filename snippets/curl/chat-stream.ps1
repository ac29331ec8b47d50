$body = '{
  "model": "gpt-5.5",
  "messages": [
    {"role": "user", "content": "Count from 1 to 5, separated by spaces."}
  ],
  "stream": true
}'
$body | curl.exe -sSN https://api.tokenfor.me/v1/chat/completions `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
