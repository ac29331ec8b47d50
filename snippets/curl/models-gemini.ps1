curl.exe -sS https://api.tokenfor.me/v1beta/models `
  -H "x-goog-api-key: $env:TOKENFORME_GEMINI_KEY"
