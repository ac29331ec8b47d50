import os

from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model="gpt-5.5",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
print(model.invoke("Say pong").text)
