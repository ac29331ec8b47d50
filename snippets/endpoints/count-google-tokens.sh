curl -sS https://api.tokenfor.me/v1beta/models/gemini-2.5-pro:countTokens \
  -H "x-goog-api-key: $TOKENFORME_GEMINI_KEY" \
  -H "Content-Type: application/json" \
  -d '{"contents": [{"parts": [{"text": "Say pong"}]}]}'
