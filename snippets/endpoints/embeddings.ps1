$body = '{"model": "text-embedding-3-small", "input": "Say pong"}'
$body | curl.exe -sS https://api.tokenfor.me/v1/embeddings `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
