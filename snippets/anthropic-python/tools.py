import os

from anthropic import Anthropic
from anthropic.types import ToolUseBlock

client = Anthropic(
    api_key=os.environ["TOKENFORME_ANTHROPIC_KEY"],
    base_url="https://api.tokenfor.me",
)


def temperature(city: str) -> str:
    """Look up the temperature in a city."""
    known = {"Lima": "19 °C", "Oslo": "4 °C"}
    if city not in known:
        raise ValueError(f"{city} is not known")
    return known[city]


FUNCTIONS = {"temperature": temperature}
TOOLS = [
    {
        "name": "temperature",
        "description": "Look up the temperature in a city.",
        "input_schema": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    }
]


def run(call: ToolUseBlock) -> dict:
    """Call a function; the model is told of an error, too."""
    result = {"type": "tool_result", "tool_use_id": call.id}
    try:
        return result | {"content": FUNCTIONS[call.name](**call.input)}
    except (LookupError, TypeError, ValueError) as error:
        return result | {"content": f"Error: {error}", "is_error": True}


def ask(question: str, turns: int = 8) -> str:
    """Let the model call tools until it answers in text."""
    messages = [{"role": "user", "content": question}]
    for _ in range(turns):
        message = client.messages.create(
            model="claude-sonnet-4-6",
            max_tokens=1024,
            messages=messages,
            tools=TOOLS,
        )
        if message.stop_reason != "tool_use":
            return "".join(part.text for part in message.content if part.type == "text")
        calls = [part for part in message.content if part.type == "tool_use"]
        messages.append({"role": "assistant", "content": message.content})
        # All results stand in one message.
        messages.append({"role": "user", "content": [run(call) for call in calls]})
    raise RuntimeError("no answer, only calls of tools")


print(
    ask(
        'Use the tool temperature with {"city": "Oslo"}, '
        'and use the tool temperature with {"city": "Atlantis"}.'
    )
)
