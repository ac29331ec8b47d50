"""Gemini's generateContent, in Google's own types (gateway.md 2.12, 2.13)."""

from collections.abc import Iterator
from typing import Any

from google.genai import types

from tests.gateway.answers import Answer, Prompt, Tool, input_tokens, last_user_text, texts
from tests.gateway.exchange import Exchange
from tests.gateway.faults import encode
from tests.gateway.published import GenerateContentRequest

FRAMES_BEFORE_WORDS = 0


def prompt(body: dict[str, Any]) -> Prompt:
    """Read a request's body, which may write its names either way (`generationConfig`, `generation_config`)."""
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


def whole(exchange: Exchange, answer: Answer) -> dict[str, Any]:
    """Write the answer as one GenerateContentResponse."""
    return _response(exchange, answer, _part(answer), "STOP")


def stream(exchange: Exchange, answer: Answer) -> Iterator[bytes]:
    """Write the answer as a GenerateContentResponse for every word, and one that says why it ends.

    With `?alt=sse`, as every SDK asks, each is an event; without, all are one JSON array.
    """
    sse = exchange.parameters.get("alt") == "sse"
    end = None if answer.bare_end else {"text": ""}
    parts = [_part(answer)] if answer.tool else [*({"text": piece} for piece in answer.pieces()), end]
    for index, part in enumerate(parts):
        chunk = encode(_response(exchange, answer, part, "STOP" if part is parts[-1] else None))
        if sse:
            yield b"data: " + chunk + b"\r\n\r\n"
        else:
            yield (b",\r\n" if index else b"[") + chunk
    if not sse:
        yield b"]"


def count(prompt: Prompt) -> dict[str, Any]:
    """Write the answer of `countTokens`."""
    return _dump(types.CountTokensResponse(total_tokens=input_tokens(prompt)))


def _part(answer: Answer) -> dict[str, Any]:
    if answer.tool:
        return {"functionCall": {"name": answer.tool, "args": answer.arguments}}
    return {"text": answer.text}


def _response(
    exchange: Exchange, answer: Answer, part: dict[str, Any] | None, finish_reason: str | None
) -> dict[str, Any]:
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
                "modelVersion": exchange.model,
                "responseId": exchange.id(""),
                "usageMetadata": {
                    "promptTokenCount": usage.input,
                    "cachedContentTokenCount": usage.cached,
                    "candidatesTokenCount": usage.output,
                    "totalTokenCount": usage.total,
                },
            }
        )
    )


def _dump(model: Any) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)
