curl -sS https://api.tokenfor.me/v1beta/models \
  -H "x-goog-api-key: $TOKENFORME_GEMINI_KEY"
