import os
from decimal import Decimal

import httpx

# USD for a million tokens of gemini-2.5-pro, prompts up to 200K tokens, and the
# multiplier: take yours from the console.
PRICES = {
    "input": Decimal("1.25"),
    "cached": Decimal("0.125"),
    "output": Decimal("10.00"),
}
MULTIPLIER = Decimal("0.9")


def cost(usage: dict) -> Decimal:
    """Compute the cost of a response in USD; KeyError if a price is missing."""
    cached = usage.get("cachedContentTokenCount", 0)
    thoughts = usage.get("thoughtsTokenCount", 0)
    tokens = {
        "input": usage["promptTokenCount"] - cached,
        "cached": cached,
        "output": usage.get("candidatesTokenCount", 0) + thoughts,
    }
    total = sum(count * PRICES[kind] for kind, count in tokens.items() if count)
    return total * MULTIPLIER / 1_000_000


response = httpx.post(
    "https://api.tokenfor.me/v1beta/models/gemini-2.5-pro:generateContent",
    headers={"x-goog-api-key": os.environ["TOKENFORME_GEMINI_KEY"]},
    json={"contents": [{"parts": [{"text": "Say pong"}]}]},
    timeout=600,
)
response.raise_for_status()
print(f"{cost(response.json()['usageMetadata']):.8f} USD")
