import asyncio
import os
from typing import Any

from claude_agent_sdk import (
    ClaudeAgentOptions,
    ResultMessage,
    create_sdk_mcp_server,
    query,
    tool,
)

TEMPERATURES = {"Lima": "19 °C", "Oslo": "4 °C"}


@tool("temperature", "Look up the temperature in a city.", {"city": str})
async def temperature(asked: dict[str, Any]) -> dict[str, Any]:
    found = TEMPERATURES[asked["city"]]
    print("called for", asked["city"], "and found", found)
    return {"content": [{"type": "text", "text": found}]}


options = ClaudeAgentOptions(
    model="claude-sonnet-4-6",
    setting_sources=[],
    mcp_servers={"weather": create_sdk_mcp_server("weather", tools=[temperature])},
    allowed_tools=["mcp__weather__temperature"],
    env={
        "ANTHROPIC_BASE_URL": "https://api.tokenfor.me",
        "ANTHROPIC_AUTH_TOKEN": os.environ["TOKENFORME_ANTHROPIC_KEY"],
        "ANTHROPIC_API_KEY": "",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "ENABLE_TOOL_SEARCH": "false",
    },
)
question = 'Use the tool temperature with {"city": "Oslo"} and say done.'


async def main() -> None:
    async for message in query(prompt=question, options=options):
        if isinstance(message, ResultMessage):
            print(message.result)


asyncio.run(main())
