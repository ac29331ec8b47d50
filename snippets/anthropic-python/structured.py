import os
from typing import Literal

from anthropic import Anthropic
from pydantic import BaseModel

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)


class Ticket(BaseModel):
    """What a customer's message is about."""

    topic: Literal["billing", "login", "other"]
    urgency: Literal["high", "low"]


message = client.messages.parse(
    model="claude-sonnet-4-6",
    max_tokens=1024,
    system="Classify the customer's message.",
    messages=[{"role": "user", "content": "I was charged twice. Refund me today!"}],
    output_format=Ticket,
)
ticket = message.parsed_output
print(ticket.topic, ticket.urgency)
