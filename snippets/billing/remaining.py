import os

import httpx

response = httpx.get(
    "https://api.tokenfor.me/v1/usage",
    headers={"Authorization": f"Bearer {os.environ['TOKENFORME_OPENAI_KEY']}"},
)
response.raise_for_status()
usage = response.json()
remaining = usage.get("remaining")

if usage.get("status", "active") != "active":
    print(f"cannot be used: {usage['status']}")
elif "subscription" in usage and remaining == -1:
    print("no limit")
elif remaining is not None:
    print(f"{remaining} {usage['unit']}")
elif usage["mode"] == "unrestricted":
    print("no active subscription")
for limit in usage.get("rate_limits", []):
    print(f"{limit['window']}: {limit['remaining']} of {limit['limit']} USD")
