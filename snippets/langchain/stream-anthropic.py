import os

from langchain_anthropic import ChatAnthropic

model = ChatAnthropic(
    model="claude-sonnet-4-6",
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
for chunk in model.stream("Count from 1 to 5, separated by spaces."):
    print(chunk.text, end="", flush=True)
print()
