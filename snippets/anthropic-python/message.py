import os

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
message = client.messages.create(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Say pong"}],
)
print(message.content[0].text)
