import os

from smolagents import OpenAIModel, ToolCallingAgent

model = OpenAIModel(
    model_id="gpt-5.5",
    api_base="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
agent = ToolCallingAgent(tools=[], model=model, verbosity_level=0)
print(agent.run("Say pong"))
