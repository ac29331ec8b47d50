import os

from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model="gpt-5.5",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
for chunk in model.stream("Count from 1 to 5, separated by spaces."):
    print(chunk.text, end="", flush=True)
print()
