"""Chat Completions, which the gateway makes from another protocol for every provider (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from tests.gateway.answers import Answer, Usage
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode
from tests.gateway.sdk_types import dumped


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a ChatCompletion."""
    message: JSONObject = {"role": "assistant"}
    if answer.reasoning:
        message["reasoning_content"] = answer.reasoning
    if answer.calls:
        message["tool_calls"] = [_tool_call(call, number, answer) for number in range(len(answer.calls))]
    else:
        message["content"] = answer.text
    choice = {"index": 0, "message": message, "finish_reason": _finish_reason(answer)}
    written = {**_head(call, "chat.completion"), "choices": [choice], "usage": _usage(call, answer.usage)}
    return dumped("openai.types.chat:ChatCompletion", written)


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as ChatCompletionChunks; of OpenAI they always end with usage, else if asked."""

    def delta(finish_reason: str | None = None, **delta: Any) -> bytes:
        return _frame(call, [{"index": 0, "delta": delta, "finish_reason": finish_reason}])

    yield delta(role="assistant")
    if answer.reasoning:
        yield delta(reasoning_content=answer.reasoning)
    for number, one in enumerate(answer.calls):
        begun = _tool_call(call, number, answer)
        begun["function"]["arguments"] = ""
        yield delta(tool_calls=[{"index": number, **begun}])
        yield delta(tool_calls=[{"index": number, "function": {"name": "", "arguments": one.json}}])
    for piece in answer.pieces():
        yield delta(content=piece)
    yield delta(_finish_reason(answer), content="")
    if call.provider == "openai" or (call.body.get("stream_options") or {}).get("include_usage"):
        yield _frame(call, [], usage=_usage(call, answer.usage))
    yield b"data: [DONE]\n\n"


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: the role."""
    return 1


def interrupted(call: Call) -> bytes:
    """Write the end of a stream that breaks off: an error, or of Anthropic an end like any other."""
    if call.provider == "anthropic":
        end = [{"index": 0, "delta": {"content": ""}, "finish_reason": "stop"}]
        return _frame(call, end) + b"data: [DONE]\n\n"
    type_ = call.exchange.notes.error = "upstream_error"
    if call.provider == "gemini":
        error: JSONObject = {"type": "error", "error": {"type": type_, "message": "Upstream request failed"}}
        return b"data: " + encode(error) + b"\n\n"
    code = {} if call.exchange.switches.old else {"code": "upstream_stream_read_error"}
    error = {"error": code | {"message": "Upstream response stream was interrupted", "type": type_}}
    return b"event: error\ndata: " + encode(error) + b"\n\n"


def _head(call: Call, object_: str) -> JSONObject:
    exchange = call.exchange
    id_ = exchange.id("resp_" if call.provider == "openai" else "msg_")
    return {"id": id_, "object": object_, "created": exchange.created, "model": call.model}


def _frame(call: Call, choices: list[JSONObject], **more: Any) -> bytes:
    written = {**_head(call, "chat.completion.chunk"), "choices": choices, **more}
    return b"data: " + encode(dumped("openai.types.chat:ChatCompletionChunk", written)) + b"\n\n"


def _tool_call(call: Call, number: int, answer: Answer) -> JSONObject:
    prefix = "toolu_" if call.provider == "anthropic" else "call_"
    made = answer.calls[number]
    function = {"name": made.name, "arguments": made.json}
    return {"id": call.exchange.id(f"{prefix}{number or ''}"), "type": "function", "function": function}


def _finish_reason(answer: Answer) -> str:
    return "length" if answer.cut else "tool_calls" if answer.calls else "stop"


def _usage(call: Call, usage: Usage) -> JSONObject:
    """Write details only where they are not 0; reasoning is counted apart by OpenAI alone."""
    written: JSONObject = {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.total,
    }
    if usage.cached:
        written["prompt_tokens_details"] = {"cached_tokens": usage.cached}
    if usage.reasoning and call.provider == "openai":
        written["completion_tokens_details"] = {"reasoning_tokens": usage.reasoning}
    return written
