import os

from litellm import completion

response = completion(
    model="gemini/gemini-2.5-pro",
    messages=[{"role": "user", "content": "Say pong"}],
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    api_base="https://api.tokenfor.me/v1beta",
)
print(response.choices[0].message.content)
