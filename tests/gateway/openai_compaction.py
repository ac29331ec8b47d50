"""A conversation made shorter, POST /v1/responses/compact, in OpenAI's own types (2.6)."""

from collections.abc import Iterator

from tests.gateway.answers import Answer
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.openai_responses import frames_before_words, interrupted, usage_of
from tests.gateway.sdk_types import dumped

__all__ = ["frames_before_words", "interrupted", "stream", "whole"]


def whole(call: Call, answer: Answer) -> JSONObject:
    """Write the answer as a CompactedResponse, whose one item only OpenAI can read."""
    item = {
        "id": call.exchange.id("cmp_"),
        "type": "compaction",
        "encrypted_content": call.exchange.id("gAAA"),
    }
    written = {
        "id": call.exchange.id("resp_"),
        "object": "response.compaction",
        "created_at": call.exchange.created,
        "output": [item],
        "usage": usage_of(answer),
    }
    return dumped("openai.types.responses:CompactedResponse", written)


def stream(call: Call, answer: Answer) -> Iterator[bytes]:
    """Raise NotImplementedError: there is no stream of it, as its type has no `stream`."""
    raise NotImplementedError(call.exchange.path)
