import os

from llama_index.llms.google_genai import GoogleGenAI

llm = GoogleGenAI(
    model="gemini-2.5-pro",
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={
        "base_url": "https://api.tokenfor.me",
        "api_version": "v1beta",
    },
)
print(llm.complete("Say pong"))
