import os

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
# Stands for a long text that every request has: a manual, a contract.
MANUAL = "\n".join(f"Rule {n}: answer in one short sentence." for n in range(1, 501))
for question in ("Say ping", "Say pong"):
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=1024,
        system=[
            {"type": "text", "text": MANUAL, "cache_control": {"type": "ephemeral"}}
        ],
        messages=[{"role": "user", "content": question}],
    )
    print(message.content[0].text)
    print(message.usage.cache_creation_input_tokens, "tokens written to the cache")
    print(message.usage.cache_read_input_tokens, "read from it")
    print(message.usage.input_tokens, "besides")
