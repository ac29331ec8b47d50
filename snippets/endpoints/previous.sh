curl -sS https://api.tokenfor.me/v1/responses \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "gpt-5.5",
    "instructions": "Be brief.",
    "input": "Say pong",
    "previous_response_id": "resp_1"
  }'
