import asyncio
import os

from agent_framework import Agent
from agent_framework.openai import OpenAIChatClient

client = OpenAIChatClient(
    model="gpt-5.5",
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
agent = Agent(client=client, instructions="Be brief.")
print(asyncio.run(agent.run("Say pong")).text)
