import os

from litellm import completion

stream = completion(
    model="openai/gpt-5.5",
    messages=[{"role": "user", "content": "Count from 1 to 5, separated by spaces."}],
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    api_base="https://api.tokenfor.me/v1",
    stream=True,
)
for chunk in stream:
    print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
