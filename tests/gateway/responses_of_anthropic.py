"""Responses of an Anthropic key, which the gateway makes from Messages: fewer fields (2.13)."""

import itertools
from collections.abc import Iterator

from tests.gateway.answers import Answer
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Response."""
    usage = answer.usage
    return {
        **_head(call, "incomplete" if answer.cut else "completed"),
        "output": [item for item, _ in _items(call, answer)],
        "usage": {
            "input_tokens": usage.input,
            "output_tokens": usage.output,
            "total_tokens": usage.total,
            **({"input_tokens_details": {"cached_tokens": usage.cached}} if usage.cached else {}),
        },
    }


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as events from `response.created`, which has no number, to `response.completed`."""
    numbers = itertools.count(1)
    # The old dialect ends its items, and the answer, without what they hold.
    is_old = call.exchange.switches.old
    yield _event({"type": "response.created", "response": {**_head(call, "in_progress"), "output": []}})
    for index, (item, events) in enumerate(_items(call, answer)):
        opened = {name: value for name, value in item.items() if name not in ("content", "summary")}
        status = {} if item["type"] == "reasoning" else {"status": "in_progress"}
        added = opened | EMPTY[item["type"]] | status
        done = added | {"status": "completed"} if is_old else item | {"status": "completed"}
        place = {"item_id": item["id"], "output_index": index}
        for event in (
            {"type": "response.output_item.added", "item": added, "output_index": index},
            *(event | place for event in events),
            {"type": "response.output_item.done", "item": done, "output_index": index},
        ):
            yield _event(event | {"sequence_number": next(numbers)})
    response = whole(call, answer)
    # In the end of a stream each item has a status, the reasoning too.
    response["output"] = [] if is_old else [item | {"status": "completed"} for item in response["output"]]
    end = f"response.{response['status']}"
    yield _event({"type": end, "response": response, "sequence_number": next(numbers)})


# What an item is before its events.
EMPTY: dict[str, JSONObject] = {
    "message": {"content": []},
    "reasoning": {"summary": []},
    "function_call": {"arguments": ""},
}


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: created, item added, and newly part added."""
    return 2 if call.exchange.switches.old else 3


def interrupted(call: Call) -> bytes:
    """Write the end of a stream that breaks off, which is an end like any other, without a text."""
    item = {"type": "message", "id": call.exchange.id("item_"), "role": "assistant", "status": "completed"}
    usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    output = [] if call.exchange.switches.old else [item]
    response = {**_head(call, "completed"), "output": output, "usage": usage}
    done = {"type": "response.output_item.done", "item": item | {"content": []}, "output_index": 0}
    end = {"type": "response.completed", "response": response}
    return _event(done | {"sequence_number": 4}) + _event(end | {"sequence_number": 5})


def _head(call: Call, status: str) -> JSONObject:
    return {"id": call.exchange.id("msg_"), "object": "response", "model": call.model, "status": status}


def _items(call: Call, answer: Answer) -> Iterator[tuple[JSONObject, list[JSONObject]]]:
    """Yield each item of the output with the events between its beginning and its end."""
    if answer.reasoning:
        summary = [{"type": "summary_text", "text": answer.reasoning}]
        id_ = call.exchange.id("item_0")
        yield {"type": "reasoning", "id": id_, "summary": summary}, _summary(answer.reasoning)
    for number, made in enumerate(answer.calls):
        # Two items of one answer have two ids.
        ids = {
            "id": call.exchange.id(f"item_{number + 1}"),
            "call_id": call.exchange.id(f"toolu_{number or ''}"),
        }
        item = {
            "type": "function_call",
            **ids,
            "status": "completed",
            "name": made.name,
            "arguments": made.json,
        }
        named = {"call_id": ids["call_id"], "name": made.name}
        yield (
            item,
            [
                {"type": "response.function_call_arguments.delta", "delta": made.json, **named},
                {"type": "response.function_call_arguments.done", "arguments": "", **named},
            ],
        )
    if not answer.calls:
        content = [{"type": "output_text", "text": answer.text}]
        message = {"type": "message", "id": call.exchange.id("item_"), "role": "assistant"}
        yield message | {"content": content, "status": "completed"}, _text(call, answer)


def _summary(text: str) -> list[JSONObject]:
    return [
        {"type": "response.reasoning_summary_text.delta", "delta": text, "summary_index": 0},
        {"type": "response.reasoning_summary_text.done", "text": "", "summary_index": 0},
    ]


def _text(call: Call, answer: Answer) -> list[JSONObject]:
    deltas = [{"type": "response.output_text.delta", "delta": piece} for piece in answer.pieces()]
    if call.exchange.switches.old:
        end: JSONObject = {"type": "response.output_text.done", "text": ""}
        return [event | {"content_index": 0} for event in [*deltas, end]]
    part: JSONObject = {"annotations": [], "logprobs": [], "text": "", "type": "output_text"}
    events: list[JSONObject] = [
        {"type": "response.content_part.added", "part": part},
        *deltas,
        {"type": "response.output_text.done", "text": answer.text},
        {"type": "response.content_part.done", "part": part | {"text": answer.text}},
    ]
    return [event | {"content_index": 0} for event in events]


def _event(event: JSONObject) -> bytes:
    kind: str = event["type"]
    return b"event: " + kind.encode() + b"\ndata: " + encode(event) + b"\n\n"
