curl -sS -w "\nHTTP %{http_code}\n" https://api.tokenfor.me/v1/chat/completions \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [{"role": "user", "content": "Say pong"}]
  }'
