curl -sS https://api.tokenfor.me/v1/models/gpt-5.5 \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY"
