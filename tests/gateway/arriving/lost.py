"""Which fields of a request do not arrive at the provider (2.17)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.gateway.exchange import Call, JSONObject

# What the gateway itself acts on: how it answers, and to whom it hands the request on.
OWN = ("model", "stream", "stream_options")
# Where a conversation stands.
TURNS = ("messages", "input", "contents")


def lost(call: Call, sends: Callable[[Call], JSONObject]) -> Iterator[str]:
    """Yield the names of fields without which the same would arrive, and of numbers that arrive as others.

    A part of a message is named by its type, as in `messages.file`.
    """
    body, sent = call.body, sends(call)
    for name in body:
        if name not in (*OWN, *TURNS):
            rest = {other: value for other, value in body.items() if other != name}
            if sends(replace(call, body=rest)) == sent or _is_another_number(body[name], sent):
                yield name
    for turns in TURNS:
        yield from (f"{turns}.{part}" for part in _lost_parts(call, turns, sends, sent))


def _is_another_number(value: Any, sent: JSONObject) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value not in _scalars(sent)


def _lost_parts(
    call: Call, turns: str, sends: Callable[[Call], JSONObject], sent: JSONObject
) -> Iterator[str]:
    """Yield the types of parts without which the same would arrive; a text always does."""
    messages = call.body.get(turns)
    for index, message in enumerate(messages if isinstance(messages, list) else []):
        content = message.get("content") if isinstance(message, dict) else None
        parts: list[JSONObject] = content if isinstance(content, list) else []
        for part in parts:
            if part.get("type") in (None, "text", "input_text", "output_text"):
                continue
            rest = [other for other in parts if other is not part]
            changed = [*messages[:index], message | {"content": rest}, *messages[index + 1 :]]
            if sends(replace(call, body=call.body | {turns: changed})) == sent:
                yield part["type"]


def _scalars(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [scalar for inner in value for scalar in _scalars(inner)]
    return [value]
