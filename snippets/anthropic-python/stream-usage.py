import os

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
with client.messages.stream(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[{"role": "user", "content": "Count from 1 to 5, separated by spaces."}],
) as stream:
    for text in stream.text_stream:
        print(text, end="", flush=True)
    usage = stream.get_final_message().usage
print()
print(usage.input_tokens, "tokens in,", usage.output_tokens, "out")
