import os

import httpx

response = httpx.post(
    "https://api.tokenfor.me/v1/chat/completions",
    headers={"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"},
    json={
        "model": "gpt-5.5",
        "messages": [{"role": "user", "content": "Say pong"}],
    },
    timeout=600,
)
response.raise_for_status()
print(response.json()["choices"][0]["message"]["content"])
