import os

from llama_index.llms.anthropic import Anthropic

llm = Anthropic(
    model="claude-sonnet-4-6",
    base_url="https://api.tokenfor.me",
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
)
print(llm.complete("Say pong"))
