import os

import httpx

FIRST, LAST = "2026-06-01", "2026-06-30"
# The names of the variables that hold the keys of one account.
KEYS = ["TOKENFORME_OPENAI_KEY", "TOKENFORME_ANTHROPIC_KEY"]

total = 0.0
for name in KEYS:
    response = httpx.get(
        "https://api.tokenfor.me/v1/usage",
        params={"start_date": FIRST, "end_date": LAST},
        headers={"Authorization": f"Bearer {os.environ[name]}"},
    )
    response.raise_for_status()
    for row in response.json().get("model_stats", []):
        cost, charged = row["cost"], row["actual_cost"]
        total += charged
        print(f"{name}  {row['model']}  list {cost:.4f}  charged {charged:.4f} USD")
print(f"total charged {total:.4f} USD")
