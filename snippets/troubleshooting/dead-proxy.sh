https_proxy=http://127.0.0.1:9 curl -sS https://api.tokenfor.me/health
