curl -sS https://api.tokenfor.me/v1/images/generations \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-image-2", "prompt": "a dot"}'
