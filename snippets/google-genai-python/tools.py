import os

from google import genai
from google.genai import types

client = genai.Client(
    api_key=os.environ["TOKENFORME_GEMINI_KEY"],
    http_options={"base_url": "https://api.tokenfor.me", "api_version": "v1beta"},
)


def temperature(city: str) -> str:
    """Look up the temperature in a city."""
    known = {"Lima": "19 °C", "Oslo": "4 °C"}
    if city not in known:
        raise ValueError(f"{city} is not known")
    return known[city]


FUNCTIONS = {"temperature": temperature}
DECLARATIONS = [
    {
        "name": "temperature",
        "description": "Look up the temperature in a city.",
        "parameters_json_schema": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    }
]


def run(call: types.FunctionCall) -> dict:
    """Call a function; the model is told of an error, too."""
    try:
        response = {"output": FUNCTIONS[call.name](**call.args)}
    except (LookupError, TypeError, ValueError) as error:
        response = {"error": f"Error: {error}"}
    return {
        "function_response": {"id": call.id, "name": call.name, "response": response}
    }


def ask(question: str, turns: int = 8) -> str:
    """Let the model call tools until it answers in text."""
    contents = [{"role": "user", "parts": [{"text": question}]}]
    for _ in range(turns):
        response = client.models.generate_content(
            model="gemini-2.5-pro",
            contents=contents,
            config={"tools": [{"function_declarations": DECLARATIONS}]},
        )
        if not response.function_calls:
            return response.text
        # As it is: it may hold signatures of thoughts, which the model wants back.
        contents.append(response.candidates[0].content)
        results = [run(call) for call in response.function_calls]
        contents.append({"role": "user", "parts": results})
    raise RuntimeError("no answer, only calls of tools")


print(
    ask(
        'Use the tool temperature with {"city": "Oslo"}, '
        'and use the tool temperature with {"city": "Atlantis"}.'
    )
)
