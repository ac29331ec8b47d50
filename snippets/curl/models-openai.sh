curl -sS https://api.tokenfor.me/v1/models \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY"
