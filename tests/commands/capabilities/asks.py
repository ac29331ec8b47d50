"""What is asked for each capability on each endpoint, and what its answer must show."""

import json
from dataclasses import dataclass
from typing import Any

from tests.site.facts import facts

CHAT, RESPONSES, MESSAGES, GENERATE = "chat", "responses", "messages", "generate"
MODELS: dict[str, str] = {provider: models["main"] for provider, models in facts()["models"].items()}
# The provider of the key, and the path.
ENDPOINTS = {
    CHAT: ("openai", "/v1/chat/completions"),
    RESPONSES: ("openai", "/v1/responses"),
    MESSAGES: ("anthropic", "/v1/messages"),
    GENERATE: ("gemini", f"/v1beta/models/{MODELS['gemini']}:generateContent"),
}
SAY = "Say pong"
# The mock calls a tool that is named so (tests/gateway/answers.py).
USE = 'Use the tool get_weather with {"city": "Paris"}'
USE_BOTH = f'{USE} and use the tool get_time with {{"city": "Paris"}}'
LONG = "The quick brown fox jumps over the lazy dog. " * 200
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
# A picture of one pixel, the shortest PDF, and where a picture could be.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PDF = "JVBERi0xLjEKJSVFT0YK"
URL = "https://example.com/photo.png"


@dataclass(frozen=True)
class Ask:
    """A request, of which the answer has `shows`, a regular expression, or of which `arrives` arrives.

    `path` is another than the endpoint's own; `before` is sent first.
    """

    body: dict[str, Any]
    shows: str = ""
    arrives: str = ""
    path: str = ""
    before: dict[str, Any] | None = None


def body(endpoint: str, content: Any, **more: Any) -> dict[str, Any]:
    """Return a request with one message of the user; its content is in the endpoint's own form."""
    match endpoint:
        case "responses":
            return {"model": MODELS["openai"], "instructions": "Be brief.", "input": content} | more
        case "messages":
            message = {"role": "user", "content": content}
            return {"model": MODELS["anthropic"], "max_tokens": 4096, "messages": [message]} | more
        case "generate":
            parts = content if isinstance(content, list) else [{"text": content}]
            return {"contents": [{"role": "user", "parts": parts}]} | more
    return {"model": MODELS["openai"], "messages": [{"role": "user", "content": content}]} | more


def tools(endpoint: str, *names: str) -> dict[str, Any]:
    """Return the field that offers tools, each with a city as its argument."""
    match endpoint:
        case "responses":
            return {"tools": [{"type": "function", "name": name, "parameters": CITY} for name in names]}
        case "messages":
            return {"tools": [{"name": name, "input_schema": CITY} for name in names]}
        case "generate":
            return {
                "tools": [{"functionDeclarations": [{"name": name, "parameters": CITY} for name in names]}]
            }
    return {"tools": [{"type": "function", "function": {"name": name, "parameters": CITY}} for name in names]}


# What an answer has for each call of a tool.
CALLS = {
    CHAT: r'"name":\s*"get_\w+"',
    RESPONSES: r'"type":\s*"function_call"',
    MESSAGES: r'"type":\s*"tool_use"',
    GENERATE: r'"functionCall"',
}
FORCED: dict[str, dict[str, Any]] = {
    CHAT: {"tool_choice": "required"},
    RESPONSES: {"tool_choice": "required"},
    MESSAGES: {"tool_choice": {"type": "any"}},
    GENERATE: {"toolConfig": {"functionCallingConfig": {"mode": "ANY"}}},
}
SCHEMA = {**CITY, "additionalProperties": False}
STRUCTURED: dict[str, dict[str, Any]] = {
    CHAT: {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "city", "strict": True, "schema": SCHEMA},
        }
    },
    RESPONSES: {
        "text": {"format": {"type": "json_schema", "name": "city", "strict": True, "schema": SCHEMA}}
    },
    MESSAGES: {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}},
    GENERATE: {"generationConfig": {"responseMimeType": "application/json", "responseSchema": CITY}},
}
THINKS: dict[str, dict[str, Any]] = {
    CHAT: {"reasoning_effort": "high"},
    RESPONSES: {"reasoning": {"effort": "high"}},
    MESSAGES: {"thinking": {"type": "enabled", "budget_tokens": 1024}},
    GENERATE: {"generationConfig": {"thinkingConfig": {"thinkingBudget": 1024, "includeThoughts": True}}},
}
THOUGHT = {
    CHAT: r'"reasoning_content"',
    RESPONSES: r'"reasoning_tokens":\s*[1-9]',
    MESSAGES: r'"type":\s*"thinking"',
    GENERATE: r'"thoughtsTokenCount":\s*[1-9]',
}
CACHED = {
    CHAT: r'"cached_tokens":\s*[1-9]',
    RESPONSES: r'"cached_tokens":\s*[1-9]',
    MESSAGES: r'"cache_read_input_tokens":\s*[1-9]',
    GENERATE: r'"cachedContentTokenCount":\s*[1-9]',
}
MARKED = [{"type": "text", "text": LONG, "cache_control": {"type": "ephemeral"}}]
STREAMS: dict[str, Ask] = {
    CHAT: Ask(
        body(CHAT, SAY, stream=True, stream_options={"include_usage": True}),
        r'"usage":\s*\{"completion_tokens',
    ),
    RESPONSES: Ask(body(RESPONSES, SAY, stream=True), r'response\.completed.*"usage":\s*\{'),
    MESSAGES: Ask(body(MESSAGES, SAY, stream=True), r'message_delta.*"usage":\s*\{'),
    GENERATE: Ask(
        body(GENERATE, SAY),
        r'data:.*"usageMetadata"',
        path=f"/v1beta/models/{MODELS['gemini']}:streamGenerateContent?alt=sse",
    ),
}
# A data URL is how OpenAI's endpoints take a file.
PICTURE = f"data:image/png;base64,{PNG}"
PAPER = f"data:application/pdf;base64,{PDF}"


def parts(endpoint: str, kind: str) -> list[dict[str, Any]]:
    """Return the content of a message with a file: an "image", one by its "url", or a "pdf"."""
    source = {
        "image": {"type": "base64", "media_type": "image/png", "data": PNG},
        "url": {"type": "url", "url": URL},
        "pdf": {"type": "base64", "media_type": "application/pdf", "data": PDF},
    }[kind]
    address = URL if kind == "url" else PICTURE
    match endpoint, kind:
        case "chat", "pdf":
            return [{"type": "file", "file": {"filename": "a.pdf", "file_data": PAPER}}]
        case "chat", _:
            return [{"type": "image_url", "image_url": {"url": address}}]
        case "responses", "pdf":
            found: dict[str, Any] = {"type": "input_file", "filename": "a.pdf", "file_data": PAPER}
            return [{"role": "user", "content": [found]}]
        case "responses", _:
            return [{"role": "user", "content": [{"type": "input_image", "image_url": address}]}]
        case "messages", _:
            return [{"type": "document" if kind == "pdf" else "image", "source": source}]
        case _, "url":
            return [{"fileData": {"mimeType": "image/png", "fileUri": URL}}]
    return [{"inlineData": {"mimeType": source["media_type"], "data": source["data"]}}]


def results(endpoint: str) -> dict[str, Any]:
    """Return a request that gives the result of a call back."""
    offered, arguments = tools(endpoint, "get_weather"), {"city": "Paris"}
    match endpoint:
        case "responses":
            call: dict[str, Any] = {"type": "function_call", "call_id": "call_1", "name": "get_weather"}
            call["arguments"] = json.dumps(arguments)
            result = {"type": "function_call_output", "call_id": "call_1", "output": "sunny"}
            return body(endpoint, [{"role": "user", "content": USE}, call, result]) | offered
        case "messages":
            use = {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": arguments}
            result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "sunny"}
            turns = [USE, [use], [result]]
        case "generate":
            called = {"functionCall": {"name": "get_weather", "args": arguments}}
            given = {"functionResponse": {"name": "get_weather", "response": {"result": "sunny"}}}
            contents = [("user", {"text": USE}), ("model", called), ("user", given)]
            return {"contents": [{"role": role, "parts": [part]} for role, part in contents]} | offered
        case _:
            function = {"name": "get_weather", "arguments": json.dumps(arguments)}
            calls = [{"id": "call_1", "type": "function", "function": function}]
            asked = {"role": "assistant", "tool_calls": calls}
            told = {"role": "tool", "tool_call_id": "call_1", "content": "sunny"}
            return body(endpoint, USE, messages=[{"role": "user", "content": USE}, asked, told]) | offered
    roles = ("user", "assistant", "user")
    messages = [{"role": role, "content": content} for role, content in zip(roles, turns, strict=True)]
    return body(endpoint, USE, messages=messages) | offered
