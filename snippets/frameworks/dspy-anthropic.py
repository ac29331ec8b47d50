import os

import dspy

lm = dspy.LM(
    "anthropic/claude-sonnet-4-6",
    api_base="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
)
print(lm("Say pong")[0])
