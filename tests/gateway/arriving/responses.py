"""What becomes a request to OpenAI's Responses: of Responses, of Chat Completions, of Messages (2.17)."""

import json
from collections.abc import Iterator
from typing import Any

from tests.gateway.exchange import Call, JSONObject

# The length of the prompt that the gateway puts in where a request has no `instructions`, in characters.
PUT_IN = {"newest": 21_334, "old": 24_045}
# The same of the message that it puts in where Messages become Responses.
PUT_IN_MESSAGE = 463
# No smaller limit of output tokens arrives.
LEAST = 128
ALWAYS: JSONObject = {"stream": True, "store": False, "include": ["reasoning.encrypted_content"]}
# What the conversion to Messages hands on, and OpenAI does not get.
SAMPLING = ("temperature", "top_p")
# What Chat Completions and Responses call the same.
SHARED = ("model", "tool_choice", "service_tier", "parallel_tool_calls", "prompt_cache_key", *SAMPLING)


def of_responses(call: Call) -> JSONObject:
    """Return a request of Responses, which arrives as it is but for `instructions`."""
    body = dict(call.body)
    if not body.get("instructions"):
        body["instructions"] = put_in(PUT_IN[call.exchange.switches.dialect])
    if call.exchange.switches.old:
        body.pop("max_output_tokens", None)
    return body


def of_chat(call: Call) -> JSONObject:
    """Return what of Chat Completions arrives at OpenAI."""
    sent = from_chat(call.body)
    dropped: tuple[str, ...] = SAMPLING
    if call.exchange.switches.old:
        dropped += ("text", "parallel_tool_calls", "prompt_cache_key")
    return {name: value for name, value in sent.items() if name not in dropped}


def from_chat(body: JSONObject) -> JSONObject:
    """Convert Chat Completions to Responses, on their way to any provider."""
    sent = ALWAYS | {name: body[name] for name in SHARED if body.get(name) is not None}
    sent["input"] = [item for message in body.get("messages") or [] for item in _items(message)] or None
    limit = body.get("max_completion_tokens", body.get("max_tokens"))
    if limit is not None:
        sent["max_output_tokens"] = max(limit, LEAST)
    functions = [tool["function"] for tool in body.get("tools") or [] if tool.get("type") == "function"]
    if offered := [*functions, *(body.get("functions") or [])]:
        sent["tools"] = [{"type": "function", "strict": False, **function} for function in offered]
    if choice := body.get("function_call"):
        sent["tool_choice"] = choice if isinstance(choice, str) else choice | {"type": "function"}
    if effort := body.get("reasoning_effort"):
        sent["reasoning"] = {"effort": effort, "summary": "auto"}
    match body.get("response_format"):
        case {"type": "json_schema", "json_schema": dict(named)}:
            sent["text"] = {"format": named | {"type": "json_schema"}}
        case {"type": "json_object"} as form:
            sent["text"] = {"format": form}
    return sent


def of_messages(call: Call) -> JSONObject:
    """Return what of Messages arrives at OpenAI: no sampling, and a demand for reasoning of the gateway's."""
    body = call.body
    system = [_message("developer", text) for text in _texts(body.get("system"))]
    turns = [item for message in body["messages"] for item in _items_of_message(message)]
    sent = ALWAYS | {
        "model": body["model"],
        "input": [*system, _message("developer", put_in(PUT_IN_MESSAGE)), *turns],
        "parallel_tool_calls": True,
        "text": {"verbosity": "medium"},
    }
    effort = (body.get("output_config") or {}).get("effort") or "medium"
    sent["reasoning"] = {"effort": effort, "summary": "auto"}
    if (limit := body.get("max_tokens")) is not None:
        sent["max_output_tokens"] = max(limit, LEAST)
    if tools := [_tool(tool) for tool in body.get("tools") or []]:
        sent["tools"] = tools
    match body.get("tool_choice"):
        case {"type": "any"}:
            sent["tool_choice"] = "required"
        case {"type": "tool", "name": name}:
            sent["tool_choice"] = {"type": "function", "name": name}
        case {"type": "auto" | "none" as choice}:
            sent["tool_choice"] = choice
    return sent


def put_in(length: int) -> str:
    """Return a text of the gateway's own, of which only the length was measured."""
    return "x" * length


def _items(message: JSONObject) -> Iterator[JSONObject]:
    """Convert one message of Chat Completions; its `name` is dropped."""
    content = message.get("content")
    match message.get("role"):
        case "tool":
            output = "".join(_texts(content))
            yield {"type": "function_call_output", "call_id": message.get("tool_call_id"), "output": output}
        case "assistant":
            if texts := list(_texts(content)):
                parts = [{"type": "output_text", "text": text} for text in texts]
                yield {"role": "assistant", "content": parts}
            for made in message.get("tool_calls") or []:
                function = made.get("function") or {}
                named = {"name": function.get("name"), "arguments": function.get("arguments")}
                yield {"type": "function_call", "call_id": made.get("id"), **named}
        case role:
            # A developer's words become the user's.
            given = content if isinstance(content, str) else list(filter(None, map(_part, content or [])))
            yield {"role": "system" if role == "system" else "user", "content": given}


def _part(part: JSONObject) -> JSONObject | None:
    """Convert a part of a user's message; files and sound are gone without a word."""
    match part:
        case {"type": "text", "text": text}:
            return {"type": "input_text", "text": text}
        case {"type": "image_url", "image_url": {"url": url}}:
            return {"type": "input_image", "image_url": url}
    return None


def _items_of_message(message: JSONObject) -> Iterator[JSONObject]:
    """Convert one message of Anthropic's; what is neither text nor image nor tool is gone."""
    role, content = message["role"], message["content"]
    kind = "output_text" if role == "assistant" else "input_text"
    parts: list[JSONObject] = []
    for block in [{"type": "text", "text": content}] if isinstance(content, str) else content:
        match block:
            case {"type": "text", "text": text} if text:
                parts.append({"type": kind, "text": text})
            case {"type": "image", "source": {"type": "base64", "media_type": type_, "data": data}}:
                parts.append({"type": "input_image", "image_url": f"data:{type_};base64,{data}"})
            case {"type": "tool_use", "id": id_, "name": name, "input": arguments}:
                called = {"type": "function_call", "call_id": id_, "name": name}
                yield called | {"arguments": json.dumps(arguments)}
            case {"type": "tool_result", "tool_use_id": id_}:
                output = "".join(_texts(block.get("content")))
                yield {"type": "function_call_output", "call_id": id_, "output": output}
    if parts:
        yield {"type": "message", "role": role, "content": parts}


def _message(role: str, text: str) -> JSONObject:
    return {"type": "message", "role": role, "content": [{"type": "input_text", "text": text}]}


def _tool(tool: JSONObject) -> JSONObject:
    """Convert a tool of Anthropic's: a function, or the search of the web."""
    if str(tool.get("type", "")).startswith("web_search"):
        return {"type": "web_search"}
    described = {name: tool[name] for name in ("name", "description") if name in tool}
    return described | {"type": "function", "strict": False, "parameters": tool.get("input_schema")}


def _texts(content: Any) -> Iterator[str]:
    """Find the texts of a content: itself, or those of its parts."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        yield from (part["text"] for part in content if isinstance(part, dict) and "text" in part)
