"""Responses of an OpenAI key, in OpenAI's own types (2.12, 2.13)."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.gateway.answers import Answer, ToolCall
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode
from tests.gateway.sdk_types import dumped

EVENT = "openai.types.responses:ResponseStreamEvent"

# The length of the prompt that the gateway puts in where a request has no `instructions`, in characters.
PUT_IN = {"newest": 21_334, "old": 24_045}

Frame = Callable[..., bytes]


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Response; it is not stored."""
    return _validated(call, _items(call, answer), "incomplete" if answer.cut else "completed", answer)


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as the events from `response.created` to `response.completed`."""
    sequence = 0

    def frame(kind: str, **more: Any) -> bytes:
        nonlocal sequence
        event = dumped(EVENT, {"type": kind, "sequence_number": sequence, **more})
        if "response" in event:
            # The SDK's type has a float, the provider sends a whole number, and strict clients want that.
            event["response"]["created_at"] = call.exchange.created
        sequence += 1
        return b"event: " + kind.encode() + b"\ndata: " + encode(event) + b"\n\n"

    begun = _validated(call, [], "in_progress")
    yield frame("response.created", response=begun)
    yield frame("response.in_progress", response=begun)
    for index, item in enumerate(_items(call, answer)):
        place = {"output_index": index, "item_id": item["id"]}
        match item["type"]:
            case "reasoning":
                yield frame("response.output_item.added", output_index=index, item=item | {"summary": []})
                yield from _summary(frame, item["summary"][0], place | {"summary_index": 0})
            case "function_call":
                opened = item | {"status": "in_progress", "arguments": ""}
                yield frame("response.output_item.added", output_index=index, item=opened)
                yield from _arguments(frame, item, place)
            case _:
                opened = item | {"status": "in_progress", "content": []}
                yield frame("response.output_item.added", output_index=index, item=opened)
                yield from _text(frame, item["content"][0], answer, place | {"content_index": 0})
        yield frame("response.output_item.done", output_index=index, item=item)
    response = whole(call, answer)
    yield frame(f"response.{response['status']}", response=response)


def _summary(frame: Frame, part: JSONObject, place: JSONObject) -> Iterator[bytes]:
    yield frame("response.reasoning_summary_part.added", part=part | {"text": ""}, **place)
    yield frame("response.reasoning_summary_text.delta", delta=part["text"], **place)
    yield frame("response.reasoning_summary_text.done", text=part["text"], **place)
    yield frame("response.reasoning_summary_part.done", part=part, **place)


def _arguments(frame: Frame, item: JSONObject, place: JSONObject) -> Iterator[bytes]:
    arguments = item["arguments"]
    yield frame("response.function_call_arguments.delta", delta=arguments, **place)
    yield frame("response.function_call_arguments.done", name=item["name"], arguments=arguments, **place)


def _text(frame: Frame, part: JSONObject, answer: Answer, place: JSONObject) -> Iterator[bytes]:
    yield frame("response.content_part.added", part=part | {"text": ""}, **place)
    for piece in answer.pieces():
        yield frame("response.output_text.delta", delta=piece, logprobs=[], **place)
    yield frame("response.output_text.done", text=answer.text, logprobs=[], **place)
    yield frame("response.content_part.done", part=part, **place)


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: created, in progress, item added, part added."""
    return 4


def interrupted(call: Call) -> bytes:
    """Write the last two events of a stream that breaks off, and note their error."""
    message, type_ = "Upstream response stream was interrupted", "upstream_error"
    call.exchange.notes.error = type_
    error = {"type": type_, "message": "stream_read_error", "code": "stream_read_error"}
    first = encode({"type": "error", "sequence_number": 0, "error": error})
    body = {
        "id": call.exchange.id("resp_"),
        "object": "response",
        "model": call.model,
        "status": "failed",
        "output": [],
        "error": {"code": type_, "message": message},
    }
    last = encode({"type": "response.failed", "response": body})
    return b"data: " + first + b"\n\nevent: response.failed\ndata: " + last + b"\n\n"


def count(tokens: int) -> JSONObject:
    """Write the answer of POST /v1/responses/input_tokens, which the gateway gives itself."""
    return {"object": "response.input_tokens", "input_tokens": tokens}


def usage_of(answer: Answer) -> JSONObject:
    """Return the usage of an answer."""
    usage = answer.usage
    return {
        "input_tokens": usage.input,
        "input_tokens_details": {"cached_tokens": usage.cached, "cache_write_tokens": 0},
        "output_tokens": usage.output,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning},
        "total_tokens": usage.total,
    }


def _items(call: Call, answer: Answer) -> list[JSONObject]:
    """Return the items of the output: the reasoning, then the calls or the message."""
    items: list[JSONObject] = []
    if answer.reasoning:
        summary = [{"type": "summary_text", "text": answer.reasoning}]
        items.append({"id": call.exchange.id("rs_"), "type": "reasoning", "summary": summary})
    items += [_function_call(call, made, number) for number, made in enumerate(answer.calls)]
    if not answer.calls:
        part = {"type": "output_text", "text": answer.text, "annotations": [], "logprobs": []}
        id_ = call.exchange.id("msg_")
        status = "incomplete" if answer.cut else "completed"
        message = {"id": id_, "type": "message", "status": status, "role": "assistant"}
        items.append(message | {"content": [part]})
    return items


def _function_call(call: Call, made: ToolCall, number: int) -> JSONObject:
    return {
        "id": call.exchange.id(f"fc_{number or ''}"),
        "type": "function_call",
        "status": "completed",
        "call_id": call.exchange.id(f"call_{number or ''}"),
        "name": made.name,
        "arguments": made.json,
    }


def _validated(call: Call, output: list[JSONObject], status: str, answer: Answer | None = None) -> JSONObject:
    written = {
        "id": call.exchange.id("resp_"),
        "object": "response",
        "created_at": call.exchange.created,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
        "instructions": None,
        "metadata": {},
        "model": call.model,
        "output": output,
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "usage": answer and usage_of(answer),
    }
    response = dumped("openai.types.responses:Response", written)
    # The type has no `store`, the API does; the gateway always says false. It would make the time a float.
    return response | {"created_at": call.exchange.created, "store": False}
