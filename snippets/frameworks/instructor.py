import os

import instructor
from openai import OpenAI
from pydantic import BaseModel


class City(BaseModel):
    name: str
    population: int


client = instructor.from_openai(
    OpenAI(
        base_url="https://api.tokenfor.me/v1",
        api_key=os.environ["TOKENFORME_OPENAI_KEY"],
    )
)
city = client.create(
    model="gpt-5.5",
    messages=[{"role": "user", "content": "Tell me about Paris."}],
    response_model=City,
)
print(type(city).__name__, sorted(city.model_dump()))
