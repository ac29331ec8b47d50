import os

from pydantic_ai import Agent
from pydantic_ai.models.google import GoogleModel
from pydantic_ai.providers.google import GoogleProvider

provider = GoogleProvider(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    base_url="https://api.tokenfor.me",
)
agent = Agent(GoogleModel("gemini-2.5-pro", provider=provider))
stream = agent.run_stream_sync("Count from 1 to 5, separated by spaces.")
for text in stream.stream_text(delta=True):
    print(text, end="", flush=True)
print()
