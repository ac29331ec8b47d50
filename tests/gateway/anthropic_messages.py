"""Messages of an Anthropic key, in Anthropic's own types (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from tests.gateway.answers import Answer, Usage
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import Fault, anthropic_form, encode
from tests.gateway.sdk_types import dumped

EVENT = "anthropic.types:RawMessageStreamEvent"


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Message."""
    return _message(call, blocks(call, answer), stop_reason(answer), _usage(answer.usage))


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as the events from `message_start` to `message_stop`."""
    usage = _usage(answer.usage)
    yield _frame("message_start", message=_message(call, [], None, usage | {"output_tokens": 1}))
    for index, block in enumerate(blocks(call, answer)):
        yield _frame("content_block_start", index=index, content_block=block | EMPTY[block["type"]])
        if index == 0:
            yield b'event: ping\ndata: {"type":"ping"}\n\n'
        for delta in deltas(block, answer):
            yield _frame("content_block_delta", index=index, delta=delta)
        yield _frame("content_block_stop", index=index)
    end = {"stop_reason": stop_reason(answer), "stop_sequence": None}
    yield _frame("message_delta", delta=end, usage=usage)
    yield _frame("message_stop")


# What a block is before its deltas.
EMPTY: dict[str, JSONObject] = {
    "text": {"text": ""},
    "thinking": {"thinking": "", "signature": ""},
    "tool_use": {"input": {}},
}


def blocks(call: Call, answer: Answer) -> list[JSONObject]:
    """Return the blocks of a message: what was thought, then the calls or the text."""
    found: list[JSONObject] = []
    if answer.reasoning:
        signature = call.exchange.id("sig")
        found.append({"type": "thinking", "thinking": answer.reasoning, "signature": signature})
    for number, made in enumerate(answer.calls):
        id_ = call.exchange.id(f"{'call_' if call.provider == 'openai' else 'toolu_'}{number or ''}")
        found.append({"type": "tool_use", "id": id_, "name": made.name, "input": made.arguments})
    if not answer.calls:
        found.append({"type": "text", "text": answer.text, "citations": None})
    return found


def deltas(block: JSONObject, answer: Answer) -> Iterator[JSONObject]:
    """Yield the pieces in which a stream sends a block."""
    match block["type"]:
        case "thinking":
            yield {"type": "thinking_delta", "thinking": block["thinking"]}
            if "signature" in block:
                yield {"type": "signature_delta", "signature": block["signature"]}
        case "tool_use":
            made = next(one for one in answer.calls if one.arguments is block["input"])
            yield {"type": "input_json_delta", "partial_json": made.json}
        case _:
            yield from ({"type": "text_delta", "text": piece} for piece in answer.pieces())


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: the message, its block, a ping."""
    return 3


def interrupted(call: Call) -> bytes:
    """Write the last event of a stream that breaks off, and note its error."""
    type_, message = "stream_read_error", "upstream stream disconnected: unexpected EOF"
    call.exchange.notes.error = type_
    return b"event: error\ndata: " + encode(anthropic_form(Fault(200, type_, message))) + b"\n\n"


def count(tokens: int) -> JSONObject:
    """Write the answer of `count_tokens`."""
    return dumped("anthropic.types:MessageTokensCount", {"input_tokens": tokens})


def stop_reason(answer: Answer) -> str:
    """Return why the answer ends."""
    return "max_tokens" if answer.cut else "tool_use" if answer.calls else "end_turn"


def _frame(kind: str, **more: Any) -> bytes:
    data = encode(dumped(EVENT, {"type": kind, **more}))
    return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"


def _message(
    call: Call, content: list[JSONObject], stop_reason: str | None, usage: dict[str, int]
) -> JSONObject:
    written = {
        "id": call.exchange.id("msg_"),
        "type": "message",
        "role": "assistant",
        "model": call.model,
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": usage,
    }
    return dumped("anthropic.types:Message", written)


def _usage(usage: Usage) -> dict[str, int]:
    """Return the usage; Anthropic's `input_tokens` are those that the cache neither had nor took."""
    return {
        "input_tokens": usage.input - usage.cached - usage.written,
        "cache_creation_input_tokens": usage.written,
        "cache_read_input_tokens": usage.cached,
        "output_tokens": usage.output,
    }
