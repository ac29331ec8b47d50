import os

from litellm import completion

stream = completion(
    model="anthropic/claude-sonnet-4-6",
    messages=[{"role": "user", "content": "Count from 1 to 5, separated by spaces."}],
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    api_base="https://api.tokenfor.me",
    stream=True,
)
for chunk in stream:
    print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
