import os

from google import genai

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)
count = client.models.count_tokens(model="gemini-2.5-pro", contents="Say pong")
print(count.total_tokens)
