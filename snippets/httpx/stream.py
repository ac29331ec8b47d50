import json
import os

import httpx

with httpx.stream(
    "POST",
    "https://api.tokenfor.me/v1/chat/completions",
    headers={"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"},
    json={
        "model": "gpt-5.5",
        "messages": [
            {"role": "user", "content": "Count from 1 to 5, separated by spaces."}
        ],
        "stream": True,
    },
    timeout=600,
) as response:
    response.raise_for_status()
    for line in response.iter_lines():
        if line.startswith("data: {"):
            event = json.loads(line.removeprefix("data: "))
            if "error" in event:
                raise RuntimeError(event["error"])
            for choice in event["choices"]:
                print(choice["delta"].get("content") or "", end="", flush=True)
print()
