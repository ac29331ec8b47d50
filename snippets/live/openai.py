import asyncio
import os

from openai import AsyncOpenAI

client = AsyncOpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
    timeout=120,
    max_retries=2,
)
at_once = asyncio.Semaphore(2)


async def ask(question: str) -> str:
    async with at_once:
        response = await client.responses.create(
            model="gpt-5.5",
            instructions="You are a helpful assistant.",
            input=question,
        )
    return f"{response.output_text}, request {response._request_id}"


async def main() -> None:
    questions = ["Say pong"] * 3
    for answer in await asyncio.gather(*map(ask, questions)):
        print(answer)


asyncio.run(main())
