curl.exe -sS https://api.tokenfor.me/health
