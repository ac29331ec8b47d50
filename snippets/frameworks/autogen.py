import asyncio
import os

from autogen_agentchat.agents import AssistantAgent
from autogen_core.models import ModelInfo
from autogen_ext.models.openai import OpenAIChatCompletionClient

client = OpenAIChatCompletionClient(
    model="gpt-5.5",
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    model_info=ModelInfo(
        vision=False,
        function_calling=True,
        json_output=True,
        structured_output=True,
        family="unknown",
    ),
)
agent = AssistantAgent("assistant", client, system_message="Be brief.")
print(asyncio.run(agent.run(task="Say pong")).messages[-1].content)
