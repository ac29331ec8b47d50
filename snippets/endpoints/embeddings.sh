curl -sS https://api.tokenfor.me/v1/embeddings \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "text-embedding-3-small", "input": "Say pong"}'
