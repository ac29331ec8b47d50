import os

from langchain_anthropic import ChatAnthropic

model = ChatAnthropic(
    model="claude-sonnet-4-6",
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
print(model.invoke("Say pong").text)
