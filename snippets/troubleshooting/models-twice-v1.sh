curl -sS -w "\nHTTP %{http_code}\n" https://api.tokenfor.me/v1/v1/models \
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY"
