curl -sS https://api.tokenfor.me/health
