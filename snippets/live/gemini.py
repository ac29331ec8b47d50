import asyncio
import os

from google import genai

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={
        "base_url": "https://api.tokenfor.me",
        "api_version": "v1beta",
        "timeout": 120_000,
        "retry_options": {"attempts": 3},
    },
)
at_once = asyncio.Semaphore(2)


async def ask(question: str) -> str:
    async with at_once:
        response = await client.aio.models.generate_content(
            model="gemini-2.5-pro", contents=question
        )
    headers = response.sdk_http_response.headers
    return f"{response.text}, request {headers['x-request-id']}"


async def main() -> None:
    questions = ["Say pong"] * 3
    for answer in await asyncio.gather(*map(ask, questions)):
        print(answer)


asyncio.run(main())
