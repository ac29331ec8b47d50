import os

import httpx

QUESTION = "Count from 1 to 100, separated by spaces."


def post(path: str, request: dict) -> dict:
    """Send a request, and return the answer."""
    response = httpx.post(
        f"https://api.tokenfor.me/v1/{path}",
        headers={"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"},
        json={"model": "gpt-5.5", **request},
        timeout=600,
    )
    response.raise_for_status()
    return response.json()


chat = post(
    "chat/completions",
    {"messages": [{"role": "user", "content": QUESTION}], "max_tokens": 16},
)
responses = post(
    "responses",
    {"instructions": "Be brief.", "input": QUESTION, "max_output_tokens": 16},
)
print("Chat Completions:", chat["usage"]["completion_tokens"], "tokens")
print("Responses:", responses["usage"]["output_tokens"], "tokens")
