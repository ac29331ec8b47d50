"""Messages made from another protocol: of a Gemini key, and of an OpenAI key with dispatch (2.13)."""

from collections.abc import Iterator
from typing import Any

from tests.gateway.answers import Answer, Usage
from tests.gateway.anthropic_messages import EMPTY, blocks, deltas, stop_reason
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a Message."""
    return _message(call, _blocks(call, answer), stop_reason(answer), _usage(call, answer.usage))


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as the events from `message_start`, which counts no tokens, to `message_stop`."""
    nothing = _usage(call, Usage(0, 0, 0))
    # The old dialect's conversion from OpenAI begins with an empty reason.
    reason = "" if call.exchange.switches.old and call.provider == "openai" else None
    yield _event("message_start", message=_message(call, [], reason, nothing))
    for index, block in enumerate(_blocks(call, answer)):
        empty = {name: value for name, value in EMPTY[block["type"]].items() if name != "signature"}
        begun = {name: value for name, value in block.items() if name != "signature"} | empty
        yield _event("content_block_start", index=index, content_block=begun)
        for delta in deltas(block, answer):
            yield _event("content_block_delta", index=index, delta=delta)
        yield _event("content_block_stop", index=index)
    end = {"stop_reason": stop_reason(answer), **_stop_sequence(call)}
    yield _event("message_delta", delta=end, usage=_usage(call, answer.usage))
    yield _event("message_stop")


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: the start of the message, the start of its block."""
    return 2


def interrupted(call: Call) -> bytes:
    """Write the last frame of a stream that breaks off, and note its error."""
    type_ = call.exchange.notes.error = "upstream_error"
    if call.provider == "gemini":
        error: JSONObject = {"type": type_, "message": "Upstream request failed"}
        return b"data: " + encode({"type": "error", "error": error}) + b"\n\n"
    error = {"message": "Upstream response stream was interrupted", "type": type_}
    return b"event: error\ndata: " + encode({"error": error, "type": "error"}) + b"\n\n"


def _blocks(call: Call, answer: Answer) -> list[JSONObject]:
    # The old dialect hands no signature on.
    left_out = ("citations", "signature") if call.exchange.switches.old else ("citations",)
    return [
        {name: value for name, value in block.items() if name not in left_out}
        for block in blocks(call, answer)
    ]


def _message(call: Call, content: list[JSONObject], reason: str | None, usage: JSONObject) -> JSONObject:
    prefix = "resp_" if call.provider == "openai" else "msg_"
    return {
        "id": call.exchange.id(prefix),
        "type": "message",
        "role": "assistant",
        "model": call.model,
        "content": content,
        "stop_reason": reason,
        **_stop_sequence(call),
        "usage": usage,
    }


def _stop_sequence(call: Call) -> JSONObject:
    return {} if call.provider == "openai" else {"stop_sequence": None}


def _usage(call: Call, usage: Usage) -> JSONObject:
    written: JSONObject = {"input_tokens": usage.input, "output_tokens": usage.output}
    if call.provider == "openai":
        written |= {"cache_creation_input_tokens": 0, "cache_read_input_tokens": usage.cached}
        written["input_tokens"] -= usage.cached
    return written


def _event(kind: str, **more: Any) -> bytes:
    return b"event: " + kind.encode() + b"\ndata: " + encode({"type": kind, **more}) + b"\n\n"
