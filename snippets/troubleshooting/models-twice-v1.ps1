curl.exe -sS -w "\nHTTP %{http_code}\n" https://api.tokenfor.me/v1/v1/models `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY"
