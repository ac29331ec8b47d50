$body = '{
  "contents": [
    {"parts": [{"text": "Count from 1 to 5, separated by spaces."}]}
  ]
}'
$body | curl.exe -sSN "https://api.tokenfor.me/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse" `
  -H "x-goog-api-key: $env:TOKENFORME_GEMINI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
