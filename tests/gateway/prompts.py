"""What a model reads of the request that arrived, by the protocol of its provider (2.13)."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.gateway.conversation import File, Prompt, Tool, Turn
from tests.gateway.exchange import JSONObject

DATA_URL = re.compile(r"data:([^;,]+);base64,(.*)", re.DOTALL)
# The two letters in which base64 for URLs differs.
OF_URLS = str.maketrans("-_", "+/")


def of_responses(body: JSONObject) -> Prompt:
    """Read a request to OpenAI's Responses."""
    given = body.get("input")
    items = [{"role": "user", "content": given}] if isinstance(given, str) else given or []
    turns = [turn for item in items for turn in _turns_of_item(item)]
    offered = [tool for tool in body.get("tools") or [] if tool.get("type") == "function" and "name" in tool]
    tools = tuple(Tool(tool["name"], tool.get("parameters")) for tool in offered)
    schema = None
    match (body.get("text") or {}).get("format"):
        case {"type": "json_schema", "schema": asked}:
            schema = asked
        case {"type": "json_object"}:
            schema = {}
    return Prompt(
        texts=(*texts(body.get("instructions")), *texts(items)),
        turns=tuple(turns),
        files=tuple(_files(items)),
        schema=schema,
        tools=tools,
        forced=_chosen(tools, _name(body.get("tool_choice"))),
        thinks=bool(body.get("reasoning")),
        limit=body.get("max_output_tokens"),
    )


def of_messages(body: JSONObject) -> Prompt:
    """Read a request to Anthropic's Messages."""
    form = (body.get("output_config") or {}).get("format")
    offered = [tool for tool in body.get("tools") or [] if isinstance(tool.get("name"), str)]
    tools = tuple(Tool(tool["name"], tool.get("input_schema")) for tool in offered)
    name = None
    match body.get("tool_choice"):
        case {"type": "any"}:
            name = ""
        case {"type": "tool", "name": named}:
            name = named
    return Prompt(
        texts=(*texts(body.get("system")), *texts(body["messages"])),
        turns=tuple(turn for message in body["messages"] for turn in _turns_of_message(message)),
        files=tuple(_files(body["messages"])),
        schema=form.get("schema", {}) if isinstance(form, dict) else None,
        tools=tools,
        forced=_chosen(tools, name),
        thinks=(body.get("thinking") or {}).get("type") in ("enabled", "adaptive"),
        limit=body.get("max_tokens"),
        marked=tuple(_marked([body.get("system"), body["messages"]])),
    )


def of_generate_content(body: JSONObject) -> Prompt:
    """Read a request to Gemini's generateContent, whose names may have underscores."""
    body = _camel(body)
    # So a request to count tokens may be written.
    body = body.get("generateContentRequest") or body
    config = body.get("generationConfig") or {}
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    if schema is None and config.get("responseMimeType") == "application/json":
        schema = {}
    declared = [one for tool in body.get("tools") or [] for one in tool.get("functionDeclarations") or []]
    tools = tuple(
        Tool(one["name"], one.get("parametersJsonSchema") or one.get("parameters")) for one in declared
    )
    calling = (body.get("toolConfig") or {}).get("functionCallingConfig") or {}
    name = (calling.get("allowedFunctionNames") or [""])[0] if calling.get("mode") == "ANY" else None
    return Prompt(
        texts=(*texts(body.get("systemInstruction")), *texts(body["contents"])),
        turns=tuple(turn for content in body["contents"] for turn in _turns_of_content(content)),
        files=tuple(_files(body["contents"])),
        schema=schema,
        tools=tools,
        forced=_chosen(tools, name),
        thinks=(config.get("thinkingConfig") or {}).get("includeThoughts") is True,
        limit=config.get("maxOutputTokens"),
    )


# By the provider.
READ: Mapping[str, Callable[[JSONObject], Prompt]] = {
    "openai": of_responses,
    "anthropic": of_messages,
    "gemini": of_generate_content,
}


def texts(value: Any) -> Iterator[str]:
    """Find the texts in messages, instructions or contents, whatever the protocol."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name in ("content", "text", "parts", "output"):
            yield from texts(value.get(name))


def _turns_of_item(item: JSONObject) -> Iterator[Turn]:
    match item:
        case {"type": "function_call", "name": name}:
            yield Turn("call", name)
        case {"type": "function_call_output"}:
            yield Turn("result", "\n".join(texts(item.get("output"))))
        case {"role": "user" | "assistant" as role}:
            yield Turn("user" if role == "user" else "answer", "\n".join(texts(item)))


def _turns_of_message(message: JSONObject) -> Iterator[Turn]:
    content = message.get("content")
    role = "user" if message.get("role") == "user" else "answer"
    for block in [{"type": "text", "text": content}] if isinstance(content, str) else content or []:
        match block:
            case {"type": "text", "text": text}:
                yield Turn(role, text)
            case {"type": "tool_use", "name": name}:
                yield Turn("call", name)
            case {"type": "tool_result"}:
                yield Turn("result", "\n".join(texts(block.get("content"))))


def _turns_of_content(content: JSONObject) -> Iterator[Turn]:
    role = "answer" if content.get("role") == "model" else "user"
    for part in content.get("parts") or []:
        match part:
            case {"text": text}:
                yield Turn(role, text)
            case {"functionCall": {"name": name}}:
                yield Turn("call", name)
            case {"functionResponse": response}:
                yield Turn("result", "\n".join(map(str, (response.get("response") or {}).values())))


def _files(value: Any) -> Iterator[File]:
    """Find the images and documents, whatever the protocol."""
    if isinstance(value, list):
        for item in value:
            yield from _files(item)
        return
    match value:
        case {"type": "base64", "media_type": str(type_), "data": str(data)}:
            yield File(type_, _size(data))
        case {"mimeType": str(type_), "data": str(data)}:
            yield File(type_, _size(data))
        case {"image_url": str(url)} | {"file_data": str(url)} if found := DATA_URL.fullmatch(url):
            yield File(found[1], _size(found[2]))
        case dict():
            for inner in value.values():
                yield from _files(inner)


def _size(data: str) -> int:
    """Return the length of base64, of either alphabet, in bytes, 0 if it is none."""
    try:
        # Google's SDK for Python writes that of URLs.
        return len(base64.b64decode(data.translate(OF_URLS), validate=True))
    except binascii.Error:
        return 0


def _marked(value: Any) -> Iterator[str]:
    """Find the texts up to the last mark of what the cache shall keep."""
    found: list[str] = []
    kept = 0
    stack = [value]
    while stack:
        match stack.pop():
            case list() as items:
                stack += reversed(items)
            case str() as text:
                found.append(text)
            case {"text": str(text), **more}:
                found.append(text)
                kept = len(found) if more.get("cache_control") else kept
            case {"content": content}:
                stack.append(content)
    return iter(found[:kept])


def _name(choice: Any) -> str | None:
    """Return the name that a choice of tool demands, "" for any, None if none is demanded."""
    match choice:
        case "required":
            return ""
        case {"function": {"name": name}} | {"name": name}:
            return str(name)
    return None


def _chosen(tools: tuple[Tool, ...], name: str | None) -> Tool | None:
    if name is None:
        return None
    return next((tool for tool in tools if name in ("", tool.name)), None)


def _camel(value: Any) -> Any:
    """Return Google's names as its JSON writes them, those of a schema's properties left alone."""
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = ("properties", "args", "response")
    return {
        re.sub(r"_(\w)", lambda match: match[1].upper(), name): one if name in kept else _camel(one)
        for name, one in value.items()
    }
