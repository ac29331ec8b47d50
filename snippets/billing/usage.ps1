curl.exe -sS https://api.tokenfor.me/v1/usage `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY"
