"""What the real gateway was recorded to answer, and how far the mock is held to it.

Each line of recorded/*.jsonl is one request and its answer, of 2026-11-25; old.jsonl has what an older
gateway answered where that differs. `compare` says how far an answer can be compared:

- `exact`: status, `Retry-After` and body; JSON is compared as JSON.
- `shape`: status, and the names and types of all fields; null counts as absent. Of a stream, the order of
  events and the shape of each; pieces of one text are one event, as their number is up to the model.
- `status`: the status.
"""

import base64
import http.client
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.gateway import Session
from tests.gateway.tests.testing import tls
from tests.site.facts import api_hosts

FOLDER = Path(__file__).with_name("recorded")
OLD = "old"
LONGEST_TEXT = 400
# By the gateway's own memory of a conversation.
MADE_UP = ("previous_response_id", "prompt_cache_key")


@dataclass(frozen=True)
class Recording:
    """One request, what the gateway answered, how far that can be compared, and what arrived at the provider.

    `arrived` is None where that was not noted.
    """

    name: str
    request: dict[str, Any]
    answer: dict[str, Any]
    compare: str
    arrived: Any = None

    def fault(self, status: int, retry_after: str | None, body: str) -> str | None:
        """Return how an answer differs from the recorded one, None if it does not."""
        expected = self.answer.get("body", "")
        if status != self.answer["status"]:
            return f"status {status}, recorded was {self.answer['status']}: {body[:300]}"
        if self.compare == "exact":
            if retry_after != self.answer["headers"].get("retry-after"):
                return f"Retry-After {retry_after}, recorded was {self.answer['headers'].get('retry-after')}"
            if _parsed(body) != _parsed(expected):
                return f"{body}\nrecorded was\n{expected}"
        if self.compare == "shape" and _shape_of_body(body) != _shape_of_body(expected):
            return f"{_shape_of_body(body)}\nrecorded was\n{_shape_of_body(expected)}"
        return None


@cache
def recordings() -> list[Recording]:
    """Return all that was recorded of the newest gateway."""
    lines = [line for path in sorted(FOLDER.glob("*.jsonl")) if path.stem != OLD for line in _lines(path)]
    return [
        Recording(
            one["name"],
            one["request"],
            one["answer"],
            one["compare"],
            one["sent"][0].get("json") if "sent" in one else None,
        )
        for one in lines
    ]


@cache
def old_recordings() -> list[Recording]:
    """Return what the old gateway answered otherwise; the requests are the same."""
    requests = {recording.name: recording.request for recording in recordings()}
    lines = _lines(FOLDER / f"{OLD}.jsonl")
    return [Recording(one["name"], requests[one["name"]], one["answer"], one["compare"]) for one in lines]


@cache
def exceptions() -> dict[str, str]:
    """Return the reason for each recording that the mock is not held to, by its name."""
    entries = tomllib.loads((FOLDER / "exceptions.toml").read_text(encoding="utf-8"))["exception"]
    return {entry["name"]: entry["reason"] for entry in entries}


def ask(session: Session, request: dict[str, Any]) -> tuple[int, str | None, str]:
    """Send a recorded request, byte for byte, and return status, `Retry-After` and body."""
    proxy = urlsplit(session.env["HTTPS_PROXY"])
    connection = http.client.HTTPSConnection(
        str(proxy.hostname), proxy.port, timeout=60, context=tls(session)
    )
    connection.set_tunnel(api_hosts()[0], 443)
    content = _content(request)
    connection.putrequest(request["method"], request["path"], skip_accept_encoding=True)
    for name, value in request["headers"].items():
        connection.putheader(name, value.encode())
    if content is not None:
        if not any(name.lower() == "content-type" for name in request["headers"]):
            connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content)
    try:
        response = connection.getresponse()
        return response.status, response.getheader("retry-after"), response.read().decode()
    finally:
        connection.close()


def shortened(value: Any) -> Any:
    """Return what arrived as it is recorded: a long text by its length, no names that the gateway made up."""
    match value:
        case str() if len(value) > LONGEST_TEXT:
            return f"<{len(value)} characters>"
        case list():
            return [shortened(inner) for inner in value]
        case dict():
            return {name: shortened(inner) for name, inner in value.items() if name not in MADE_UP}
    return value


def _content(request: dict[str, Any]) -> bytes | None:
    if "json" in request:
        return json.dumps(request["json"]).encode()
    if "base64" in request:
        return base64.b64decode(request["base64"])
    return request["text"].encode() if "text" in request else None


def _lines(path: Path) -> list[dict[str, Any]]:
    # A line may have separators that only str.splitlines takes for line breaks.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _shape_of_body(body: str) -> Any:
    if not body.startswith(("data:", "event:")):
        return _shape(_parsed(body))
    shapes = [_shape_of_event(event) for event in body.replace("\r\n", "\n").split("\n\n") if event.strip()]
    return [shape for shape, before in zip(shapes, [None, *shapes], strict=False) if shape != before]


def _shape_of_event(event: str) -> tuple[str | None, Any]:
    fields = dict(line.split(":", 1) for line in event.split("\n") if ":" in line)
    name = fields["event"].strip() if "event" in fields else None
    return name, _shape(_parsed(fields.get("data", "").strip()))


def _shape(value: Any) -> Any:
    match value:
        case dict():
            return {name: _shape(inner) for name, inner in value.items() if inner is not None}
        case list():
            return [_shape(inner) for inner in value]
        case bool():
            return "boolean"
        case int() | float():
            return "number"
    return type(value).__name__
