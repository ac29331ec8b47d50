import asyncio
import os

from anthropic import AsyncAnthropic

client = AsyncAnthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
    timeout=120,
    max_retries=2,
)
at_once = asyncio.Semaphore(2)


async def ask(question: str) -> str:
    async with at_once:
        answer = await client.messages.with_raw_response.create(
            model="claude-sonnet-4-6",
            max_tokens=1024,
            messages=[{"role": "user", "content": question}],
        )
    message = await answer.parse()
    return f"{message.content[0].text}, request {answer.headers['x-request-id']}"


async def main() -> None:
    questions = ["Say pong"] * 3
    for answer in await asyncio.gather(*map(ask, questions)):
        print(answer)


asyncio.run(main())
