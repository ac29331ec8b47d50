import os
from decimal import Decimal

import httpx

# USD for a million tokens of claude-sonnet-4-6 and the multiplier: take yours from
# the console, also the price of "cache_write" if your requests write to the cache.
PRICES = {
    "input": Decimal("3.00"),
    "cache_read": Decimal("0.30"),
    "output": Decimal("15.00"),
}
MULTIPLIER = Decimal("0.9")


def cost(usage: dict) -> Decimal:
    """Compute the cost of a response in USD; KeyError if a price is missing."""
    tokens = {
        "input": usage["input_tokens"],
        "cache_read": usage.get("cache_read_input_tokens"),
        "cache_write": usage.get("cache_creation_input_tokens"),
        "output": usage["output_tokens"],
    }
    total = sum(count * PRICES[kind] for kind, count in tokens.items() if count)
    return total * MULTIPLIER / 1_000_000


response = httpx.post(
    "https://api.tokenfor.me/v1/messages",
    headers={
        "Authorization": f"Bearer {os.environ['TOKENFORME_ANTHROPIC_KEY']}",
        "anthropic-version": "2023-06-01",
    },
    json={
        "model": "claude-sonnet-4-6",
        "max_tokens": 1024,
        "messages": [{"role": "user", "content": "Say pong"}],
    },
    timeout=600,
)
response.raise_for_status()
print(f"{cost(response.json()['usage']):.8f} USD")
