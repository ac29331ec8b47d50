import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["OPENAI_API_KEY"],
    base_url=os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"),
)
response = client.responses.create(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input="Say pong",
)
print(response.output_text)
