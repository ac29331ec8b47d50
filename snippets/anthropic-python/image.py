import base64
import os
from pathlib import Path

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
image = base64.b64encode(Path("photo.png").read_bytes()).decode()
message = client.messages.create(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[
        {
            "role": "user",
            "content": [
                {
                    "type": "image",
                    "source": {
                        "type": "base64",
                        "media_type": "image/png",
                        "data": image,
                    },
                },
                {"type": "text", "text": "What is in this picture?"},
            ],
        }
    ],
)
print(message.content[0].text)
