$body = '{
    "model": "gpt-image-2",
    "prompt": "a dot",
    "images": [{"image_url": "https://example.com/photo.png"}]
  }'
$body | curl.exe -sS https://api.tokenfor.me/v1/images/edits `
  -H "Authorization: Bearer $env:TOKENFORME_OPENAI_KEY" `
  -H "Content-Type: application/json" `
  -d "@-"
