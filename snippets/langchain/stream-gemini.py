import os

from langchain_google_genai import ChatGoogleGenerativeAI

model = ChatGoogleGenerativeAI(
    model="gemini-2.5-pro",
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    base_url="https://api.tokenfor.me",
    api_version="v1beta",
)
for chunk in model.stream("Count from 1 to 5, separated by spaces."):
    print(chunk.text, end="", flush=True)
print()
