curl.exe -sS https://api.tokenfor.me/v1/models `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY"
