import os

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
count = client.messages.count_tokens(
    model="claude-sonnet-4-6",
    messages=[{"role": "user", "content": "Say pong"}],
)
print(count.input_tokens)
