import base64
import os
from pathlib import Path

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
image = base64.b64encode(Path("photo.png").read_bytes()).decode()
response = client.responses.create(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input=[
        {
            "role": "user",
            "content": [
                {"type": "input_image", "image_url": f"data:image/png;base64,{image}"},
                {"type": "input_text", "text": "What is in this picture?"},
            ],
        }
    ],
)
print(response.output_text)
