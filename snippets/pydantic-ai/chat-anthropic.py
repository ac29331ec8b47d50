import os

from pydantic_ai import Agent
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

provider = AnthropicProvider(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
agent = Agent(AnthropicModel("claude-sonnet-4-6", provider=provider))
print(agent.run_sync("Say pong").output)
