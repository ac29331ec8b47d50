curl.exe -sS https://api.tokenfor.me/v1beta/models/gemini-2.5-pro `
  -H "x-goog-api-key: $env:TOKENFORME_GEMINI_KEY"
