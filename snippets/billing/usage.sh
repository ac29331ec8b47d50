curl -sS https://api.tokenfor.me/v1/usage \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY"
