"""Gemini's generateContent, in Google's own types (2.12, 2.13)."""

from collections.abc import Iterator

from tests.gateway.answers import Answer
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.faults import encode
from tests.gateway.sdk_types import dumped

EVENTS = "text/event-stream"


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as one GenerateContentResponse."""
    return _response(call, answer, _parts(answer), _reason(answer))


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Write the answer as a GenerateContentResponse for every word, and one that says why it ends.

    With `?alt=sse`, as every SDK asks, each is an event; without, all are one JSON array.
    """
    is_sse = media_type(call) == EVENTS
    *thoughts, last = [[part] for part in _parts(answer)] if answer.calls or answer.reasoning else [[]]
    if answer.calls:
        chunks = [*thoughts, last]
    else:
        end = [] if answer.bare_end else [{"text": ""}]
        chunks = [*thoughts, *([{"text": piece}] for piece in answer.pieces()), end]
    for index, parts in enumerate(chunks):
        chunk = encode(_response(call, answer, parts, _reason(answer) if index == len(chunks) - 1 else None))
        if is_sse:
            yield b"data: " + chunk + b"\r\n\r\n"
        else:
            yield (b",\r\n" if index else b"[") + chunk
    if not is_sse:
        yield b"]"


def frames_before_words(call: Call) -> int:
    """Return how many frames come before the first word: none."""
    return 0


def interrupted(call: Call) -> bytes:
    """Write the last frame of a stream that breaks off: there is none."""
    return b""


def media_type(call: Call) -> str:
    """Return the type of a stream: events with `?alt=sse`, else one JSON array."""
    return EVENTS if call.exchange.parameters.get("alt") == "sse" else "application/json; charset=utf-8"


def count(tokens: int) -> JSONObject:
    """Write the answer of `countTokens`."""
    return _dump("CountTokensResponse", {"totalTokens": tokens})


def _reason(answer: Answer) -> str:
    return "MAX_TOKENS" if answer.cut else "STOP"


def _parts(answer: Answer) -> list[JSONObject]:
    """Return what was thought, then the calls or the text."""
    thought: list[JSONObject] = [{"text": answer.reasoning, "thought": True}] if answer.reasoning else []
    calls: list[JSONObject] = [
        {"functionCall": {"name": made.name, "args": made.arguments}} for made in answer.calls
    ]
    return [*thought, *(calls or [{"text": answer.text}])]


def _response(call: Call, answer: Answer, parts: list[JSONObject], reason: str | None) -> JSONObject:
    usage = answer.usage
    content = {"role": "model", "parts": parts or None}
    written = {
        "candidates": [{"content": content, "finishReason": reason, "index": 0}],
        "modelVersion": call.model,
        "responseId": call.exchange.id(""),
        "usageMetadata": {
            "promptTokenCount": usage.input,
            "cachedContentTokenCount": usage.cached,
            "candidatesTokenCount": usage.output - usage.reasoning,
            "thoughtsTokenCount": usage.reasoning or None,
            "totalTokenCount": usage.total,
        },
    }
    return _dump("GenerateContentResponse", written)


def _dump(name: str, written: JSONObject) -> JSONObject:
    type_ = f"google.genai.types:{name}"
    return dumped(type_, written, by_alias=True, exclude_none=True, exclude_unset=False)
