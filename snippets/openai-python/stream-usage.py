import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
stream = client.chat.completions.create(
    model="gpt-5.5",
    messages=[{"role": "user", "content": "Count from 1 to 5, separated by spaces."}],
    stream=True,
    stream_options={"include_usage": True},
)
usage = None
for chunk in stream:
    for choice in chunk.choices:
        print(choice.delta.content or "", end="", flush=True)
    # The last chunk has the usage, and no choices.
    usage = chunk.usage or usage
print()
print(usage.prompt_tokens, "tokens in,", usage.completion_tokens, "out")
