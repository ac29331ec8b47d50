import base64
import os
from pathlib import Path

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
result = client.images.edit(
    model="gpt-image-2", image=Path("picture.png"), prompt="Make it blue"
)
Path("edited.png").write_bytes(base64.b64decode(result.data[0].b64_json))
print("edited.png,", result.usage.output_tokens, "tokens")
