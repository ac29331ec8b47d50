"""What becomes a request to Gemini's generateContent: of its own, of Messages, of Chat Completions (2.17)."""

import json
from collections.abc import Iterator
from typing import Any

from tests.gateway.arriving import messages
from tests.gateway.exchange import Call, JSONObject

# What the gateway says where a call of a tool has no signature of Google's.
NO_SIGNATURE = "skip_thought_signature_validator"
# In generationConfig.
LIMITS = {
    "max_tokens": "maxOutputTokens",
    "temperature": "temperature",
    "top_p": "topP",
    "stop_sequences": "stopSequences",
}


def of_generate_content(call: Call) -> JSONObject:
    """Return a request of generateContent, which arrives as it is, but with a signature for each call."""
    body: JSONObject = call.body
    if not isinstance(body.get("contents"), list):
        return body
    return body | {"contents": [_signed(content) for content in body["contents"]]}


def of_messages(call: Call) -> JSONObject:
    """Return what of Messages arrives at Google."""
    return from_messages(call.body)


def of_chat(call: Call) -> JSONObject:
    """Return what of Chat Completions arrives at Google, by way of Messages."""
    return from_messages(messages.of_chat(call))


def from_messages(body: JSONObject) -> JSONObject:
    """Convert Messages to generateContent: a choice of tool and thinking are gone."""
    names: dict[Any, str] = {}
    sent: JSONObject = {"contents": [_content(message, names) for message in body["messages"]]}
    sent["generationConfig"] = {
        LIMITS[name]: body[name] for name in LIMITS if name in body and body[name] is not None
    }
    system = body.get("system")
    texts = [system] if isinstance(system, str) else [block["text"] for block in system or []]
    if said := "\n".join(texts).strip():
        sent["systemInstruction"] = {"parts": [{"text": said}]}
    if tools := list(_tools(body.get("tools") or [])):
        sent["tools"] = tools
    return sent


def _signed(content: Any) -> Any:
    if not isinstance(content, dict) or not isinstance(content.get("parts"), list):
        return content
    signed = [
        {"thoughtSignature": NO_SIGNATURE} | part if "functionCall" in part else part
        for part in content["parts"]
    ]
    return content | {"parts": signed}


def _content(message: JSONObject, names: dict[Any, str]) -> JSONObject:
    """Convert one message; `names` remembers which tool each call was of."""
    content = message["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    role = "model" if message["role"] == "assistant" else "user"
    return {"role": role, "parts": [part for block in blocks for part in _parts(block, names)]}


def _parts(block: JSONObject, names: dict[Any, str]) -> Iterator[JSONObject]:
    match block:
        case {"type": "text", "text": text}:
            # An empty text is left out.
            yield from [{"text": text}] if text else []
        case {"type": "image", "source": {"type": "base64", "media_type": type_, "data": data}}:
            yield {"inlineData": {"mimeType": type_, "data": data}}
        case {"type": "tool_use", "id": id_, "name": name, "input": arguments}:
            names[id_] = name
            yield {"functionCall": {"name": name, "args": arguments}, "thoughtSignature": NO_SIGNATURE}
        case {"type": "tool_result", "tool_use_id": id_}:
            said = block.get("content")
            texts = [said] if isinstance(said, str) else [one.get("text", "") for one in said or []]
            response = {"content": "\n".join(texts)}
            yield {"functionResponse": {"name": names.get(id_, id_), "response": response}}
        case {"type": "thinking" | "redacted_thinking"}:
            return
        case _:
            # A document becomes its own JSON.
            yield {"text": json.dumps(block, sort_keys=True, separators=(",", ":"))}


def _tools(tools: list[JSONObject]) -> Iterator[JSONObject]:
    functions = [tool for tool in tools if not str(tool.get("type", "")).startswith("web_search")]
    if functions:
        yield {"functionDeclarations": [_declaration(tool) for tool in functions]}
    if len(functions) < len(tools):
        yield {"google_search": {}}


def _declaration(tool: JSONObject) -> JSONObject:
    schema = _schema(tool.get("input_schema") or {"type": "object", "properties": {}})
    return {"name": tool.get("name"), "description": tool.get("description", ""), "parameters": schema}


def _schema(schema: Any) -> Any:
    """Return a JSON Schema in Google's form: types in capitals, no `additionalProperties`."""
    if isinstance(schema, list):
        return [_schema(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: value for name, value in schema.items() if name not in ("additionalProperties", "$schema")}
    if isinstance(properties := kept.get("properties"), dict):
        kept["properties"] = {name: _schema(one) for name, one in properties.items()}
    for name in ("items", "anyOf"):
        if name in kept:
            kept[name] = _schema(kept[name])
    if isinstance(type_ := kept.get("type"), str):
        kept["type"] = type_.upper()
    return kept
