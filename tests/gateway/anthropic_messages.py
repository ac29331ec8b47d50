"""Messages, in Anthropic's own types (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from anthropic.types import Message, MessageTokensCount, RawMessageStreamEvent
from pydantic import TypeAdapter

from tests.gateway.answers import Answer, Prompt, Tool, Usage, input_tokens, last_user_text, texts
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import Fault, anthropic_form, encode

EVENT: TypeAdapter[Any] = TypeAdapter(RawMessageStreamEvent)

# The start of the message, the start of its block.
FRAMES_BEFORE_WORDS = 2


def prompt(body: JSONObject) -> Prompt:
    """Read a request's body."""
    schema = None
    if isinstance(form := (body.get("output_config") or {}).get("format"), dict):
        schema = form.get("schema", {})
    offered = body.get("tools") or []
    tools = [
        Tool(tool["name"], tool.get("input_schema")) for tool in offered if isinstance(tool.get("name"), str)
    ]
    tool = None
    match body.get("tool_choice"):
        case {"type": "any"}:
            tool = tools[0] if tools else None
        case {"type": "tool", "name": name}:
            tool = next((tool for tool in tools if tool.name == name), None)
    read = (*texts(body.get("system")), *texts(body["messages"]))
    return Prompt(read, last_user_text(body["messages"]), schema, tool)


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Message."""
    return _message(call, [_block(call, answer)], _stop_reason(answer), _usage(answer.usage))


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as the events from `message_start` to `message_stop`."""

    def frame(kind: str, **more: Any) -> bytes:
        event = EVENT.validate_python({"type": kind, **more})
        data = encode(event.model_dump(mode="json", exclude_unset=True))
        return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"

    def delta(delta: JSONObject) -> bytes:
        return frame("content_block_delta", index=0, delta=delta)

    usage = _usage(answer.usage)
    yield frame("message_start", message=_message(call, [], None, usage | {"output_tokens": 1}))
    block = _block(call, answer)
    empty: JSONObject = {"input": {}} if answer.tool else {"text": ""}
    yield frame("content_block_start", index=0, content_block=block | empty)
    if answer.tool:
        yield delta({"type": "input_json_delta", "partial_json": answer.arguments_json})
    for piece in answer.pieces():
        yield delta({"type": "text_delta", "text": piece})
    yield frame("content_block_stop", index=0)
    yield frame(
        "message_delta", delta={"stop_reason": _stop_reason(answer), "stop_sequence": None}, usage=usage
    )
    yield frame("message_stop")


def interrupted(call: Call) -> bytes:
    """Write the last event of a stream that breaks off, and note its error."""
    if call.provider == "openai":
        type_, message = "upstream_error", "Upstream response stream was interrupted"
    else:
        type_, message = "stream_read_error", "upstream stream disconnected: unexpected EOF"
    call.exchange.notes.error = type_
    return b"event: error\ndata: " + encode(anthropic_form(Fault(200, type_, message))) + b"\n\n"


def count(prompt: Prompt) -> JSONObject:
    """Write the answer of `count_tokens`."""
    return MessageTokensCount(input_tokens=input_tokens(prompt)).model_dump()


def _block(call: Call, answer: Answer) -> JSONObject:
    if answer.tool:
        return {
            "type": "tool_use",
            "id": call.exchange.id("toolu_"),
            "name": answer.tool,
            "input": answer.arguments,
        }
    return {"type": "text", "text": answer.text, "citations": None}


def _message(call: Call, content: list[Any], stop_reason: str | None, usage: dict[str, int]) -> JSONObject:
    return Message.model_validate(
        {
            "id": call.exchange.id("msg_"),
            "type": "message",
            "role": "assistant",
            "model": call.model,
            "content": content,
            "stop_reason": stop_reason,
            "stop_sequence": None,
            "usage": usage,
        }
    ).model_dump(mode="json", exclude_unset=True)


def _stop_reason(answer: Answer) -> str:
    return "tool_use" if answer.tool else "end_turn"


def _usage(usage: Usage) -> dict[str, int]:
    """Anthropic's `input_tokens` are those that were not cached."""
    return {
        "input_tokens": usage.input - usage.cached,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": usage.cached,
        "output_tokens": usage.output,
    }
