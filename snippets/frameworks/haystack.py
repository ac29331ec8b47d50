from haystack import Pipeline
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
from haystack.utils import Secret

generator = OpenAIChatGenerator(
    model="gpt-5.5",
    api_base_url="https://api.tokenfor.me/v1",
    api_key=Secret.from_env_var("TOKENFORME_OPENAI_KEY"),
)
pipeline = Pipeline()
pipeline.add_component("llm", generator)
result = pipeline.run({"llm": {"messages": [ChatMessage.from_user("Say pong")]}})
print(result["llm"]["replies"][0].text)
