import os
from pathlib import Path

from google import genai
from google.genai import types

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)
pdf = types.Part.from_bytes(
    data=Path("invoice.pdf").read_bytes(), mime_type="application/pdf"
)
response = client.models.generate_content(
    model="gemini-2.5-pro",
    contents=[pdf, "What is the total of this invoice?"],
)
print(response.text)
