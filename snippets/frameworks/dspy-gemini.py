import os

import dspy

lm = dspy.LM(
    "gemini/gemini-2.5-pro",
    api_base="https://api.tokenfor.me/v1beta",
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
)
print(lm("Say pong")[0])
