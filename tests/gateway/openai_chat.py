"""Chat Completions, in OpenAI's own types (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from openai.types.chat import ChatCompletion, ChatCompletionChunk

from tests.gateway.answers import Answer, Prompt, Tool, Usage, last_user_text, texts
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode

# The role.
FRAMES_BEFORE_WORDS = 1


def prompt(body: JSONObject) -> Prompt:
    """Read a request's body."""
    schema = None
    if isinstance(form := body.get("response_format"), dict):
        if form.get("type") == "json_schema":
            schema = form["json_schema"].get("schema", {})
        elif form.get("type") == "json_object":
            schema = {}
    tools = [
        Tool(tool["function"]["name"], tool["function"].get("parameters"))
        for tool in body.get("tools") or []
        if tool.get("type") == "function"
    ]
    messages = body["messages"]
    return Prompt(tuple(texts(messages)), last_user_text(messages), schema, forced(body, tools))


def forced(body: JSONObject, tools: list[Tool]) -> Tool | None:
    """Return the tool that `tool_choice` demands, the first one if any will do."""
    match body.get("tool_choice"):
        case "required":
            return tools[0] if tools else None
        case {"type": "function", "function": {"name": name}} | {"type": "function", "name": name}:
            return next((tool for tool in tools if tool.name == name), None)
    return None


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a ChatCompletion."""
    message: JSONObject = {"role": "assistant", "content": answer.text}
    if answer.tool:
        function = {"name": answer.tool, "arguments": answer.arguments_json}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": call.exchange.id("call_"), "type": "function", "function": function}],
        }
    return ChatCompletion.model_validate(
        {
            "id": call.exchange.id("chatcmpl-"),
            "object": "chat.completion",
            "created": call.exchange.created,
            "model": call.model,
            "choices": [{"index": 0, "message": message, "finish_reason": _finish_reason(answer)}],
            "usage": _usage(answer.usage),
        }
    ).model_dump(mode="json", exclude_unset=True)


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as ChatCompletionChunks, with usage only if `stream_options` asks for it."""

    def frame(choices: list[JSONObject], **more: Any) -> bytes:
        chunk = ChatCompletionChunk.model_validate(
            {
                "id": call.exchange.id("chatcmpl-"),
                "object": "chat.completion.chunk",
                "created": call.exchange.created,
                "model": call.model,
                "choices": choices,
                **more,
            }
        )
        return b"data: " + encode(chunk.model_dump(mode="json", exclude_unset=True)) + b"\n\n"

    def delta(delta: JSONObject, finish_reason: str | None = None) -> bytes:
        return frame([{"index": 0, "delta": delta, "finish_reason": finish_reason}])

    yield delta({"role": "assistant", "content": None if answer.tool else ""})
    if answer.tool:
        function = {"name": answer.tool, "arguments": answer.arguments_json}
        yield delta(
            {
                "tool_calls": [
                    {"index": 0, "id": call.exchange.id("call_"), "type": "function", "function": function}
                ]
            }
        )
    for piece in answer.pieces():
        yield delta({"content": piece})
    yield delta({}, _finish_reason(answer))
    if (call.body.get("stream_options") or {}).get("include_usage"):
        yield frame([], usage=_usage(answer.usage))
    yield b"data: [DONE]\n\n"


def interrupted(call: Call) -> bytes:
    """Write the last frame of a stream that breaks off, and note its error."""
    message, type_ = "Upstream response stream was interrupted", "upstream_error"
    call.exchange.notes.error = type_
    code = {} if call.exchange.switches.old else {"code": "upstream_stream_read_error"}
    error = {"error": code | {"message": message, "type": type_}}
    return b"event: error\ndata: " + encode(error) + b"\n\n"


def _finish_reason(answer: Answer) -> str:
    return "tool_calls" if answer.tool else "stop"


def _usage(usage: Usage) -> JSONObject:
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.total,
        "prompt_tokens_details": {"cached_tokens": usage.cached},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }
