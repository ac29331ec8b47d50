import os

from litellm import completion

response = completion(
    model="openai/gpt-5.5",
    messages=[{"role": "user", "content": "Say pong"}],
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    api_base="https://api.tokenfor.me/v1",
)
print(response.choices[0].message.content)
