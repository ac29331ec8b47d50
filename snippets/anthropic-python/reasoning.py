import os

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
message = client.messages.create(
    model="claude-sonnet-4-6",
    max_tokens=16000,
    thinking={"type": "adaptive"},
    output_config={"effort": "high"},
    messages=[{"role": "user", "content": "Say pong"}],
)
# The answer is the last block: what the model thought may come before it.
print(message.content[-1].text)
print(message.usage.output_tokens, "output tokens, thinking included")
