import os

import httpx

REQUEST = {"model": "gpt-5.5", "input": "Say pong"}


def input_tokens(request: dict) -> int:
    """Send a request, and return how many input tokens it cost."""
    response = httpx.post(
        "https://api.tokenfor.me/v1/responses",
        headers={"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"},
        json=request,
        timeout=600,
    )
    response.raise_for_status()
    return response.json()["usage"]["input_tokens"]


print("with instructions:", input_tokens(REQUEST | {"instructions": "Be brief."}))
print("without:", input_tokens(REQUEST))
