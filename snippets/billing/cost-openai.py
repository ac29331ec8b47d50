import os
from decimal import Decimal

import httpx

# USD for a million tokens of gpt-5.5 and the multiplier: take yours from the console.
PRICES = {
    "input": Decimal("5.00"),
    "cached": Decimal("0.50"),
    "output": Decimal("30.00"),
}
MULTIPLIER = Decimal("0.9")


def cost(usage: dict) -> Decimal:
    """Compute the cost of a response in USD; KeyError if a price is missing."""
    details = usage.get("prompt_tokens_details") or {}
    cached = details.get("cached_tokens") or 0
    tokens = {
        "input": usage["prompt_tokens"] - cached,
        "cached": cached,
        "output": usage["completion_tokens"],
    }
    total = sum(count * PRICES[kind] for kind, count in tokens.items() if count)
    return total * MULTIPLIER / 1_000_000


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
print(f"{cost(response.json()['usage']):.8f} USD")
