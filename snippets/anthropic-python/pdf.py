import base64
import os
from pathlib import Path

from anthropic import Anthropic

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)
pdf = base64.b64encode(Path("invoice.pdf").read_bytes()).decode()
message = client.messages.create(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    messages=[
        {
            "role": "user",
            "content": [
                {
                    "type": "document",
                    "source": {
                        "type": "base64",
                        "media_type": "application/pdf",
                        "data": pdf,
                    },
                },
                {"type": "text", "text": "What is the total of this invoice?"},
            ],
        }
    ],
)
print(message.content[0].text)
