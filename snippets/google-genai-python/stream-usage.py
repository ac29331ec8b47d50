import os

from google import genai

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)
stream = client.models.generate_content_stream(
    model="gemini-2.5-pro",
    contents="Count from 1 to 5, separated by spaces.",
)
for chunk in stream:
    print(chunk.text or "", end="", flush=True)
    # Every chunk has the usage so far; the last one counts.
    usage = chunk.usage_metadata
print()
print(usage.prompt_token_count, "tokens in,", usage.candidates_token_count, "out")
