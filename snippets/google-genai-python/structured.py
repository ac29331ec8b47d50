import os
from typing import Literal

from google import genai
from pydantic import BaseModel

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)


class Ticket(BaseModel):
    """What a customer's message is about."""

    topic: Literal["billing", "login", "other"]
    urgency: Literal["high", "low"]


response = client.models.generate_content(
    model="gemini-2.5-pro",
    contents="I was charged twice. Refund me today!",
    config={
        "system_instruction": "Classify the customer's message.",
        "response_mime_type": "application/json",
        "response_schema": Ticket,
    },
)
ticket = response.parsed
print(ticket.topic, ticket.urgency)
