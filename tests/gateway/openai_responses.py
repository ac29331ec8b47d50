"""Responses, in OpenAI's own types (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from tests.gateway.answers import Answer, Prompt, Tool, last_user_text, texts
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode
from tests.gateway.openai_chat import forced

EVENT: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)

# Created, in progress, item added, part added.
FRAMES_BEFORE_WORDS = 4


def prompt(body: JSONObject) -> Prompt:
    """Read a request's body."""
    given = body.get("input") or ""
    schema = None
    if isinstance(form := (body.get("text") or {}).get("format"), dict):
        if form.get("type") == "json_schema":
            schema = form["schema"]
        elif form.get("type") == "json_object":
            schema = {}
    tools = [
        Tool(tool["name"], tool.get("parameters"))
        for tool in body.get("tools") or []
        if tool.get("type") == "function" and "name" in tool
    ]
    read = (*texts(body.get("instructions")), *texts(given))
    return Prompt(read, last_user_text(given), schema, forced(body, tools))


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Response; it is not stored."""
    return _validated(call, [_item(call, answer, "completed")], "completed", answer)


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as the events from `response.created` to `response.completed`."""
    sequence = 0

    def frame(kind: str, **more: Any) -> bytes:
        nonlocal sequence
        event = EVENT.validate_python({"type": kind, "sequence_number": sequence, **more})
        sequence += 1
        data = encode(event.model_dump(mode="json", exclude_unset=True))
        return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"

    begun = _validated(call, [], "in_progress")
    done = _item(call, answer, "completed")
    place = {"output_index": 0, "item_id": done["id"]}
    yield frame("response.created", response=begun)
    yield frame("response.in_progress", response=begun)
    if answer.tool:
        yield frame(
            "response.output_item.added",
            output_index=0,
            item=done | {"status": "in_progress", "arguments": ""},
        )
        yield frame("response.function_call_arguments.delta", delta=answer.arguments_json, **place)
        yield frame(
            "response.function_call_arguments.done",
            name=answer.tool,
            arguments=answer.arguments_json,
            **place,
        )
    else:
        place["content_index"] = 0
        part = done["content"][0]
        yield frame(
            "response.output_item.added", output_index=0, item=done | {"status": "in_progress", "content": []}
        )
        yield frame("response.content_part.added", part=part | {"text": ""}, **place)
        for piece in answer.pieces():
            yield frame("response.output_text.delta", delta=piece, logprobs=[], **place)
        yield frame("response.output_text.done", text=answer.text, logprobs=[], **place)
        yield frame("response.content_part.done", part=part, **place)
    yield frame("response.output_item.done", output_index=0, item=done)
    yield frame("response.completed", response=whole(call, answer))


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


def _item(call: Call, answer: Answer, status: str) -> JSONObject:
    if answer.tool:
        return {
            "id": call.exchange.id("fc_"),
            "type": "function_call",
            "status": status,
            "call_id": call.exchange.id("call_"),
            "name": answer.tool,
            "arguments": answer.arguments_json,
        }
    content = {"type": "output_text", "text": answer.text, "annotations": [], "logprobs": []}
    return {
        "id": call.exchange.id("msg_"),
        "type": "message",
        "status": status,
        "role": "assistant",
        "content": [content],
    }


def _validated(call: Call, output: list[JSONObject], status: str, answer: Answer | None = None) -> JSONObject:
    usage = answer and {
        "input_tokens": answer.usage.input,
        "input_tokens_details": {"cached_tokens": answer.usage.cached, "cache_write_tokens": 0},
        "output_tokens": answer.usage.output,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": answer.usage.total,
    }
    written = Response.model_validate(
        {
            "id": call.exchange.id("resp_"),
            "object": "response",
            "created_at": call.exchange.created,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "metadata": {},
            "model": call.model,
            "output": output,
            "parallel_tool_calls": True,
            "temperature": 1.0,
            "tool_choice": "auto",
            "tools": [],
            "top_p": 1.0,
            "usage": usage,
        }
    ).model_dump(mode="json", exclude_unset=True)
    # The type has no `store`, the API does; the gateway always says false.
    return written | {"created_at": call.exchange.created, "store": False}
