import os

from litellm import completion

response = completion(
    model="anthropic/claude-sonnet-4-6",
    messages=[{"role": "user", "content": "Say pong"}],
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    api_base="https://api.tokenfor.me",
)
print(response.choices[0].message.content)
