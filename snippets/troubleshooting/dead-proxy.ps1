curl.exe -x http://127.0.0.1:9 -sS https://api.tokenfor.me/health
