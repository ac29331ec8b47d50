import os

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
    max_retries=5,
    timeout=120,
)
completion = client.chat.completions.create(
    model="gpt-5.5",
    messages=[{"role": "user", "content": "Say pong"}],
)
print(completion.choices[0].message.content)
