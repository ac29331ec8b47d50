"""Request bodies, as far as the gateway itself reads them (2.7)."""

import json
from email import policy
from email.parser import BytesParser
from typing import Any, NoReturn

from starlette.requests import Request as HTTPRequest

from tests.gateway.exchange import Exchange, JSONObject
from tests.gateway.faults import Fault, Refused

MIB = 1024 * 1024
BOM = b"\xef\xbb\xbf"

ORPHAN = (
    "function_call_output requires item_reference ids matching each call_id on HTTP requests; "
    "continuation via previous_response_id is only supported on Responses WebSocket v2"
)


def invalid(message: str) -> Refused:
    """Refuse a request with 400 `invalid_request_error`."""
    return Refused(Fault(400, "invalid_request_error", message))


async def read(http: HTTPRequest, limit: int) -> bytes:
    """Read a body of at most `limit` bytes. Raises Refused if it is larger, broken or empty."""
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


def parse(raw: bytes, *, strict: bool, errors: str = "strict") -> Any:
    """Parse JSON. Raises ValueError if it is none.

    `strict`: no raw control characters in strings (2.16: the old dialect). `errors`: what becomes of bytes
    that are no UTF-8, as of `bytes.decode`. A byte-order mark does not matter.
    """
    try:
        return json.loads(
            (raw if strict else raw.removeprefix(BOM)).decode(errors=errors),
            strict=strict,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _no_constant(name: str) -> NoReturn:
    # Python would take NaN and Infinity, which are not JSON.
    raise ValueError(name)


async def read_json(exchange: Exchange, http: HTTPRequest, limit: int, errors: str = "strict") -> JSONObject:
    """Read a body that is a JSON object, or a form, and note it. Raises Refused in the order of 2.7."""
    raw = await read(http, limit)
    content_type = exchange.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        form = exchange.notes.body = read_form(raw, content_type)
        return form
    try:
        body = exchange.notes.body = parse(raw, strict=exchange.switches.old, errors=errors)
    except ValueError:
        raise invalid("Failed to parse request body") from None
    if not isinstance(body, dict):
        raise invalid("model is required")
    return body


def read_form(raw: bytes, content_type: str) -> JSONObject:
    """Return the fields of a multipart form, a file by its name. Raises Refused if it is none."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + raw)
    if not message.is_multipart():
        raise invalid("Failed to parse request body")
    fields: JSONObject = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        file = part.get_filename()
        fields[name] = f"<{file}>" if file else str(part.get_payload()).strip()
    return fields


def model_of(body: JSONObject, *, is_native_message: bool) -> str:
    """Return the model that a body names. Raises Refused; Anthropic's endpoint words it another way."""
    model = body.get("model")
    if is_native_message and model is not None and not isinstance(model, str):
        raise invalid("Failed to parse request body")
    if not isinstance(model, str) or not model:
        raise invalid("model is required")
    return model


def stream_of(body: JSONObject, *, is_message: bool) -> bool:
    """Check whether a body asks for a stream. Raises Refused, worded by `is_message`, unless a boolean."""
    stream = body.get("stream")
    if stream is not None and not isinstance(stream, bool):
        raise invalid("Failed to parse request body" if is_message else "invalid stream field type")
    return bool(stream)


def refuse_continuation(body: JSONObject) -> None:
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
