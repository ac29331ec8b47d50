import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
response = client.responses.create(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input="Say pong",
    reasoning={"effort": "high"},
)
print(response.output_text)
print(response.usage.output_tokens, "output tokens, of which")
print(response.usage.output_tokens_details.reasoning_tokens, "reasoning")
