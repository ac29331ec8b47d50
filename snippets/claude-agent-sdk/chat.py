import asyncio
import os

from claude_agent_sdk import ClaudeAgentOptions, ResultMessage, query

options = ClaudeAgentOptions(
    model="claude-sonnet-4-6",
    setting_sources=[],
    env={
        "ANTHROPIC_BASE_URL": "https://api.tokenfor.me",
        "ANTHROPIC_AUTH_TOKEN": os.environ["TOKENFORME_ANTHROPIC_KEY"],
        "ANTHROPIC_API_KEY": "",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    },
)


async def main() -> None:
    async for message in query(prompt="Say pong", options=options):
        if isinstance(message, ResultMessage):
            print(message.result)


asyncio.run(main())
