import asyncio
import os

from google.adk.agents import Agent
from google.adk.models import Gemini
from google.adk.runners import InMemoryRunner

os.environ["GOOGLE_API_KEY"] = os.environ["TOKENFORME_GEMINI_KEY"]
model = Gemini(model="gemini-2.5-pro", base_url="https://api.tokenfor.me")
agent = Agent(name="assistant", model=model, instruction="Be brief.")


async def main():
    runner = InMemoryRunner(agent=agent)
    for event in await runner.run_debug("Say pong", quiet=True):
        print(event.content.parts[0].text)


asyncio.run(main())
