import os
from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI(
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    base_url="https://api.tokenfor.me/v1",
)


class Ticket(BaseModel):
    """What a customer's message is about."""

    topic: Literal["billing", "login", "other"]
    urgency: Literal["high", "low"]


completion = client.chat.completions.parse(
    model="gpt-5.5",
    messages=[
        {"role": "system", "content": "Classify the customer's message."},
        {"role": "user", "content": "I was charged twice. Refund me today!"},
    ],
    response_format=Ticket,
)
ticket = completion.choices[0].message.parsed
print(ticket.topic, ticket.urgency)
