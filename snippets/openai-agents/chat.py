import os

from agents import (
    Agent,
    Runner,
    set_default_openai_api,
    set_default_openai_client,
    set_tracing_disabled,
)
from openai import AsyncOpenAI

client = AsyncOpenAI(
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
set_default_openai_client(client, use_for_tracing=False)
set_default_openai_api("chat_completions")
set_tracing_disabled(True)

agent = Agent(name="Assistant", instructions="Be brief.", model="gpt-5.5")
print(Runner.run_sync(agent, "Say pong").final_output)
