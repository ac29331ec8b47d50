import os

from openai import NotFoundError, OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
try:
    client.embeddings.create(model="text-embedding-3-small", input="Say pong")
except NotFoundError as error:
    print(error.message)
