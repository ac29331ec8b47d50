"""Gemini's generateContent, in Google's own types (2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from google.genai import types

from tests.gateway.answers import Answer, Prompt, Tool, input_tokens, last_user_text, texts
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode
from tests.gateway.published import GenerateContentRequest

FRAMES_BEFORE_WORDS = 0
EVENTS = "text/event-stream"


def prompt(body: JSONObject) -> Prompt:
    """Read a request's body, whose names may be either `generationConfig` or `generation_config`."""
    body = body.get("generateContentRequest", body.get("generate_content_request")) or body
    request = GenerateContentRequest.model_validate(body).model_dump(
        mode="json", by_alias=True, exclude_none=True
    )
    config = request.get("generationConfig", {})
    schema = config.get("responseJsonSchema") or config.get("responseSchema")
    if schema is None and config.get("responseMimeType") == "application/json":
        schema = {}
    calling = request.get("toolConfig", {}).get("functionCallingConfig", {})
    tool = None
    if calling.get("mode") == "ANY":
        declared = [one for tool in request.get("tools", []) for one in tool.get("functionDeclarations", [])]
        allowed = calling.get("allowedFunctionNames") or [one.get("name") for one in declared]
        chosen = next((one for one in declared if one.get("name") in allowed), None)
        tool = chosen and Tool(chosen["name"], chosen.get("parametersJsonSchema") or chosen.get("parameters"))
    read = (*texts(request.get("systemInstruction")), *texts(request["contents"]))
    return Prompt(read, last_user_text(request["contents"]), schema, tool)


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as one GenerateContentResponse."""
    return _response(call, answer, _part(answer), "STOP")


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as a GenerateContentResponse for every word, and one that says why it ends.

    With `?alt=sse`, as every SDK asks, each is an event; without, all are one JSON array.
    """
    is_sse = media_type(call) == EVENTS
    end = None if answer.bare_end else {"text": ""}
    parts = [_part(answer)] if answer.tool else [*({"text": piece} for piece in answer.pieces()), end]
    for index, part in enumerate(parts):
        chunk = encode(_response(call, answer, part, "STOP" if part is parts[-1] else None))
        if is_sse:
            yield b"data: " + chunk + b"\r\n\r\n"
        else:
            yield (b",\r\n" if index else b"[") + chunk
    if not is_sse:
        yield b"]"


def interrupted(call: Call) -> bytes:
    """Write the last frame of a stream that breaks off: there is none."""
    return b""


def media_type(call: Call) -> str:
    """Return the type of a stream: events with `?alt=sse`, else one JSON array."""
    return EVENTS if call.exchange.parameters.get("alt") == "sse" else "application/json; charset=utf-8"


def count(prompt: Prompt) -> JSONObject:
    """Write the answer of `countTokens`."""
    return _dump(types.CountTokensResponse(total_tokens=input_tokens(prompt)))


def _part(answer: Answer) -> JSONObject:
    if answer.tool:
        return {"functionCall": {"name": answer.tool, "args": answer.arguments}}
    return {"text": answer.text}


def _response(call: Call, answer: Answer, part: JSONObject | None, finish_reason: str | None) -> JSONObject:
    usage = answer.usage
    return _dump(
        types.GenerateContentResponse.model_validate(
            {
                "candidates": [
                    {
                        "content": {"role": "model", "parts": [part] if part else None},
                        "finishReason": finish_reason,
                        "index": 0,
                    }
                ],
                "modelVersion": call.model,
                "responseId": call.exchange.id(""),
                "usageMetadata": {
                    "promptTokenCount": usage.input,
                    "cachedContentTokenCount": usage.cached,
                    "candidatesTokenCount": usage.output,
                    "totalTokenCount": usage.total,
                },
            }
        )
    )


def _dump(model: Any) -> JSONObject:
    dumped: JSONObject = model.model_dump(mode="json", by_alias=True, exclude_none=True)
    return dumped
