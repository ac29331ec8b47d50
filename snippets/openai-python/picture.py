import base64
import os
from pathlib import Path

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
result = client.images.generate(model="gpt-image-2", prompt="A red square")
Path("picture.png").write_bytes(base64.b64decode(result.data[0].b64_json))
print("picture.png,", result.usage.output_tokens, "tokens")
