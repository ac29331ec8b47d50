curl.exe -sS https://api.tokenfor.me/v1/models/gpt-5.5 `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY"
