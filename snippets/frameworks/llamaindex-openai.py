import os

from llama_index.llms.openai_like import OpenAILike

llm = OpenAILike(
    model="gpt-5.5",
    api_base="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    is_chat_model=True,
)
print(llm.complete("Say pong"))
