import os

from agents import (
    Agent,
    Runner,
    function_tool,
    set_default_openai_client,
    set_tracing_disabled,
)
from openai import AsyncOpenAI

client = AsyncOpenAI(
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
set_default_openai_client(client, use_for_tracing=False)
set_tracing_disabled(True)


@function_tool
async def get_weather(city: str) -> str:
    """Return the weather in a city."""
    return f"18 degrees and sunny in {city}"


agent = Agent(
    name="Assistant",
    instructions="Use your tools.",
    model="gpt-5.5",
    tools=[get_weather],
)
question = 'Use the tool get_weather with {"city": "Paris"}'
print(Runner.run_sync(agent, question, max_turns=5).final_output)
