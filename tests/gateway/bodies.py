"""Request bodies, as far as the gateway itself reads them (gateway.md 2.7)."""

import json
from typing import Any, NoReturn

from starlette.requests import Request as HTTPRequest

from tests.gateway.exchange import Exchange
from tests.gateway.faults import Fault, Refused

MIB = 1024 * 1024

ORPHAN = (
    "function_call_output requires item_reference ids matching each call_id on HTTP requests; "
    "continuation via previous_response_id is only supported on Responses WebSocket v2"
)


def invalid(message: str) -> Refused:
    """Refuse a request with 400 `invalid_request_error`."""
    return Refused(Fault(400, "invalid_request_error", message))


async def read(http: HTTPRequest, limit: int) -> bytes:
    """Read a body of at most `limit` bytes, and no further; raises Refused if it is larger, broken or empty."""
    received = bytearray()
    async for piece in http.stream():
        received += piece
        if len(received) > limit:
            size = f"{limit // MIB}MB" if limit >= MIB else f"{limit}B"
            raise Refused(Fault(413, "invalid_request_error", f"Request body too large, limit is {size}"))
    if http.scope["state"].get("upload_broken"):
        raise invalid("Failed to read request body")
    if not received:
        raise invalid("Request body is empty")
    return bytes(received)


def parse(raw: bytes, *, strict: bool) -> Any:
    """Parse JSON; ValueError if it is none. strict: no raw control characters in strings (2.16: the old dialect)."""
    try:
        return json.loads(raw.decode(), strict=strict, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> NoReturn:
    # Python would take NaN and Infinity, which are not JSON.
    raise ValueError(name)


async def read_json(exchange: Exchange, http: HTTPRequest, limit: int) -> dict[str, Any]:
    """Read a JSON body with a model and note both in the exchange; raises Refused in the order of gateway.md 2.7."""
    raw = await read(http, limit)
    try:
        exchange.body = parse(raw, strict=exchange.switches.old)
    except ValueError:
        raise invalid("Failed to parse request body") from None
    if not isinstance(exchange.body, dict):
        raise invalid("model is required")
    return exchange.body


def model_of(exchange: Exchange, body: dict[str, Any], *, native_messages: bool) -> str:
    """Give the model that a body names. native_messages: /v1/messages of Anthropic, which words one refusal its way."""
    model = body.get("model")
    if native_messages and model is not None and not isinstance(model, str):
        raise invalid("Failed to parse request body")
    if not isinstance(model, str) or not model:
        raise invalid("model is required")
    exchange.model = model
    return model


def stream_of(body: dict[str, Any]) -> bool:
    """Whether a body asks for a stream; anything but a boolean is refused."""
    stream = body.get("stream")
    if stream is not None and not isinstance(stream, bool):
        raise invalid("invalid stream field type")
    return bool(stream)


def refuse_continuation(body: dict[str, Any]) -> None:
    """Refuse what the Responses API only does over a WebSocket: going on from what the server has stored."""
    previous = body.get("previous_response_id")
    if isinstance(previous, str) and previous:
        if not previous.startswith("resp_"):
            raise invalid("previous_response_id must be a response.id (resp_*), not a message id")
        raise invalid("previous_response_id is only supported on Responses WebSocket v2")
    given = body.get("input")
    items = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    known = [item.get("call_id") for item in items if item.get("type") == "function_call"]
    known += [item.get("id") for item in items if item.get("type") == "item_reference"]
    if any(item.get("type") == "function_call_output" and item.get("call_id") not in known for item in items):
        raise invalid(ORPHAN)
