import os

from google import genai

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)
response = client.models.generate_content(
    model="gemini-2.5-pro",
    contents="Say pong",
    config={"thinking_config": {"thinking_budget": 1024, "include_thoughts": True}},
)
print(response.text)
print(response.usage_metadata.candidates_token_count, "tokens of the answer")
print(response.usage_metadata.thoughts_token_count, "thinking")
