import os

from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
agent = Agent(OpenAIChatModel("gpt-5.5", provider=provider))
stream = agent.run_stream_sync("Count from 1 to 5, separated by spaces.")
for text in stream.stream_text(delta=True):
    print(text, end="", flush=True)
print()
