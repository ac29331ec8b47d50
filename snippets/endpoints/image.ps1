$body = '{"model": "gpt-image-2", "prompt": "a dot"}'
$body | curl.exe -sS https://api.tokenfor.me/v1/images/generations `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
