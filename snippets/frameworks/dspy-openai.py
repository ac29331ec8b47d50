import os

import dspy

lm = dspy.LM(
    "openai/gpt-5.5",
    api_base="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
print(lm("Say pong")[0])
