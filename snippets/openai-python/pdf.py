import base64
import os
from pathlib import Path

from openai import OpenAI

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)
pdf = base64.b64encode(Path("invoice.pdf").read_bytes()).decode()
response = client.responses.create(
    model="gpt-5.5",
    instructions="You are a helpful assistant.",
    input=[
        {
            "role": "user",
            "content": [
                {
                    "type": "input_file",
                    "filename": "invoice.pdf",
                    "file_data": f"data:application/pdf;base64,{pdf}",
                },
                {"type": "input_text", "text": "What is the total of this invoice?"},
            ],
        }
    ],
)
print(response.output_text)
