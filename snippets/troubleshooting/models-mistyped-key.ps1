curl.exe -sS -w "\nHTTP %{http_code}\n" https://api.tokenfor.me/v1/models `
  -H "Authorization: Bearer sk-your-mistyped-key"
