"""What becomes a request to Anthropic's Messages: of Messages, of Responses, of Chat Completions (2.17)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.gateway.arriving.responses import from_chat
from tests.gateway.exchange import Call, JSONObject

# Where a request has no limit, in output tokens.
LIMIT = 8192
# Of what is thought, where more than little effort is asked for, in tokens.
BUDGET = 10_240
LITTLE = ("none", "minimal", "low")
SEARCH = {"type": "web_search_20250305", "name": "web_search"}
DATA_URL = re.compile(r"data:([^;,]+);base64,(.*)", re.DOTALL)


def of_messages(call: Call) -> JSONObject:
    """Return a request of Messages, which arrives without edits of its context and without empty texts."""
    sent = {name: value for name, value in call.body.items() if name != "context_management"}
    return sent | {"messages": [_without_empty_texts(message) for message in call.body["messages"]]}


def of_responses(call: Call) -> JSONObject:
    """Return what of Responses arrives at Anthropic."""
    sent = from_responses(call.body)
    if call.exchange.switches.old:
        sent.pop("system", None)
    return sent


def of_chat(call: Call) -> JSONObject:
    """Return what of Chat Completions arrives at Anthropic."""
    return from_responses(from_chat(call.body))


def from_responses(body: JSONObject) -> JSONObject:
    """Convert Responses to Messages: no schema of the answer, no `store`, no `metadata`."""
    given = body.get("input")
    items = [{"role": "user", "content": given}] if isinstance(given, str) else given or []
    sent: JSONObject = {
        "model": body["model"],
        "max_tokens": body.get("max_output_tokens") or LIMIT,
        "messages": _answered(_merged(message for item in items for message in _messages(item))),
        "stream": True,
    }
    system = [body.get("instructions") or "", *(text for item in items for text in _system(item))]
    if said := "\n\n".join(filter(None, system)):
        sent["system"] = said
    if tools := list(filter(None, map(_tool, body.get("tools") or []))):
        sent["tools"] = tools
    if choice := _choice(body.get("tool_choice")):
        sent["tool_choice"] = choice
    sent |= {name: body[name] for name in ("temperature", "top_p") if body.get(name) is not None}
    if effort := (body.get("reasoning") or {}).get("effort"):
        sent["output_config"] = {"effort": effort}
        if effort not in LITTLE:
            sent["thinking"] = {"type": "enabled", "budget_tokens": BUDGET}
    return sent


def _without_empty_texts(message: JSONObject) -> JSONObject:
    content = message["content"]
    if isinstance(content, str):
        return message
    return message | {"content": [block for block in content if block.get("text") != ""]}


def _messages(item: JSONObject) -> Iterator[JSONObject]:
    """Convert an item of the input to a message, a system's to none."""
    match item:
        case {"type": "function_call"}:
            named = {"id": item.get("call_id"), "name": item.get("name")}
            block = {"type": "tool_use", **named, "input": _object(item.get("arguments"))}
            yield {"role": "assistant", "content": [block]}
        case {"type": "function_call_output"}:
            block = {"type": "tool_result", "tool_use_id": item.get("call_id"), "content": item.get("output")}
            yield {"role": "user", "content": [block]}
        case {"role": "system"}:
            return
        case {"role": role, "content": content}:
            # A developer's words become the user's.
            given = content if isinstance(content, str) else list(filter(None, map(_block, content)))
            yield {"role": "assistant" if role == "assistant" else "user", "content": given}


def _system(item: JSONObject) -> Iterator[str]:
    if item.get("role") == "system":
        content = item.get("content")
        parts = [{"text": content}] if isinstance(content, str) else content or []
        yield from (part["text"] for part in parts if isinstance(part, dict) and "text" in part)


def _merged(messages: Iterator[JSONObject]) -> list[JSONObject]:
    """Join what one side said in a row."""
    merged: list[JSONObject] = []
    for message in messages:
        if merged and merged[-1]["role"] == message["role"]:
            merged[-1]["content"] = [*_blocks(merged[-1]["content"]), *_blocks(message["content"])]
        else:
            merged.append(message)
    return merged


def _answered(messages: list[JSONObject]) -> list[JSONObject]:
    """Leave out the results of tools that were not called."""
    called = {block.get("id") for message in messages for block in _blocks(message["content"])}
    for message in messages:
        if isinstance(message["content"], list):
            message["content"] = [
                block for block in message["content"] if block.get("tool_use_id") in {None, *called}
            ]
    return messages


def _blocks(content: Any) -> list[JSONObject]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _block(part: JSONObject) -> JSONObject | None:
    """Convert a part of an item; a file, and an image given by its address, are gone without a word."""
    match part:
        case {"type": "input_text" | "output_text", "text": text}:
            return {"type": "text", "text": text}
        case {"type": "input_image", "image_url": str(url)} if found := DATA_URL.fullmatch(url):
            return {"type": "image", "source": {"type": "base64", "media_type": found[1], "data": found[2]}}
    return None


def _object(arguments: Any) -> JSONObject:
    """Parse the arguments of a call; {} where they are no JSON object."""
    try:
        parsed = json.loads(arguments)
    except (TypeError, ValueError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _tool(tool: JSONObject) -> JSONObject | None:
    match tool:
        case {"type": "web_search"}:
            return SEARCH
        case {"type": "function", "name": name}:
            described = {"description": tool["description"]} if tool.get("description") else {}
            schema = tool.get("parameters") or {"type": "object", "properties": {}}
            return {"name": name, **described, "input_schema": schema}
    return None


def _choice(choice: Any) -> JSONObject | None:
    match choice:
        case "required":
            return {"type": "any"}
        case "auto" | "none":
            return {"type": choice}
        case {"function": {"name": name}} | {"name": name}:
            return {"type": "tool", "name": name}
    return None
