import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
count = client.responses.input_tokens.count(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input="Say pong",
)
print(count.input_tokens)
