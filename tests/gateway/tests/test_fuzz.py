"""Whatever a client sends, the mock answers as specified or hangs up, and goes on.

The examples are the same every time; `GATEWAY_FUZZ=5000` asks for that many of each kind.
"""

import contextlib
import http.client
import json
import os
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.gateway import Gateway, Session
from tests.gateway.tests.strategies import (
    BODIES,
    CARRIERS,
    CHUNKS,
    ENDPOINTS,
    FIELDS,
    GARBAGE,
    JSON,
    KEYS,
    METHODS,
    PATHS,
    RAW_PATHS,
)
from tests.gateway.tests.testing import (
    ANTHROPIC,
    DISPATCH,
    GEMINI,
    MAIN,
    OPENAI,
    client,
    hello,
    port,
    secure_tunnel,
    tls,
    tunnel,
)
from tests.site.facts import api_hosts

FUZZ = settings(
    max_examples=int(os.environ.get("GATEWAY_FUZZ", "150")),
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
COUNTS: Counter[str] = Counter()
STATUSES = {200, 301, 304, 307, 400, 401, 403, 404, 413, 426, 429, 500, 502, 503, 529}
BAD_HTTP = b"Invalid HTTP request received."
ERROR_KEYS = {"error", "code"}


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Gateway]:
    """A mock gateway that takes small bodies only, so that a test can exceed them."""
    with Gateway(max_body=100_000) as gateway:
        yield gateway


@pytest.fixture
def session(
    fuzzed: Gateway, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Session]:
    """A session after which the mock still answers, and has printed and logged nothing."""
    with fuzzed.session("fuzz") as session:
        yield session
        with fuzzed.session("after") as after, client(after, OPENAI) as later:
            assert later.get("/v1/models").status_code == 200
    out, err = capfd.readouterr()
    # A traceback of the mock itself would be in either: pytest takes what is logged away from stderr.
    assert (out, err) == ("", "")
    assert [record.getMessage() for record in caplog.get_records("call")] == []
    with capfd.disabled():
        print(f" {dict(COUNTS)}", end="")


def received_within(connection: socket.socket, seconds: float) -> bytes:
    """Return all bytes until the other side closes, or is silent for some seconds."""
    connection.settimeout(seconds)
    received = b""
    with contextlib.suppress(OSError):
        while piece := connection.recv(65536):
            received += piece
    return received


def fire(
    session: Session, context: ssl.SSLContext, method: str, path: str, headers: dict[str, str], body: bytes
) -> None:
    """Send one request, and check the answer against the specified forms."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {api_hosts()[0]}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    with secure_tunnel(session, context) as connection:
        connection.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(connection, method=method)
        answer.begin()
        check(answer, answer.read())
    COUNTS["requests"] += 1


def check(answer: http.client.HTTPResponse, body: bytes) -> None:
    """Check an answer against the forms of 2.1, 2.4 and 2.12."""
    kind = answer.headers.get("content-type", "")
    assert answer.headers.get("x-content-type-options") == "nosniff" or body == BAD_HTTP
    assert answer.status in STATUSES
    if kind.startswith("application/json"):
        if body:
            value = json.loads(body) if body.endswith((b"}", b"]")) else None
            assert answer.status < 400 or (isinstance(value, dict) and ERROR_KEYS & value.keys()), body
        # A 500 is only ever a provider's, handed on.
        assert answer.status != 500 or b"All available accounts exhausted" in body
    elif kind == "text/plain":
        assert (answer.status, body) in [(404, b"404 page not found"), (404, b"")]
    elif kind.startswith("text/plain"):
        assert (answer.status, body) == (400, BAD_HTTP)
    elif kind.startswith("text/html"):
        assert answer.status == 200
    elif kind == "text/event-stream":
        assert not body or body.endswith(b"\n\n")
    else:
        assert (kind, body) == ("", b"")
        assert answer.status in {200, 301, 304, 307, 403}


def test_requests(session: Session) -> None:
    context = tls(session)

    @FUZZ
    @given(METHODS, RAW_PATHS, st.dictionaries(CARRIERS, KEYS, max_size=3), BODIES)
    def run(method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        if "Authorization" in headers:
            headers["Authorization"] = f"Bearer {headers['Authorization']}"
        fire(session, context, method, path, headers, body)

    run()


PROVIDER_OF = {OPENAI: "openai", DISPATCH: "openai", ANTHROPIC: "anthropic", GEMINI: "gemini"}
GOOD_REQUESTS = [
    (path, key) for path in ENDPOINTS for key in PROVIDER_OF if key == GEMINI or "v1beta" not in path
]


def test_bodies(session: Session) -> None:
    """Good requests with a few wrong fields, which get as far as the providers' types."""
    context = tls(session)

    @FUZZ
    @given(st.sampled_from(GOOD_REQUESTS), st.dictionaries(FIELDS, JSON, max_size=3))
    def run(request: tuple[str, str], change: dict[str, Any]) -> None:
        path, key = request
        body = hello(path, MAIN[PROVIDER_OF[key]]) | change
        fire(session, context, "POST", path, {"x-api-key": key}, json.dumps(body).encode())

    run()


def test_uploads(session: Session) -> None:
    """Uploads in chunks, good and bad, some cut off, sent in one piece or several."""
    context = tls(session)

    @FUZZ
    @given(
        path=st.sampled_from([*PATHS, "/v1/nothing"]),
        key=st.sampled_from([OPENAI, "sk-your-nothing-key"]),
        chunks=st.lists(CHUNKS, max_size=4),
        is_split=st.booleans(),
    )
    def run(*, path: str, key: str, chunks: list[bytes], is_split: bool) -> None:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {api_hosts()[0]}\r\n"
            f"x-api-key: {key}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        parts = [head.encode(), *chunks]
        with secure_tunnel(session, context) as connection, contextlib.suppress(OSError):
            for part in parts if is_split else [b"".join(parts)]:
                connection.sendall(part)
            received = received_within(connection, 0.02)
            assert not received or received.startswith(b"HTTP/1.1 ")
            assert b"Internal Server Error" not in received
        COUNTS["uploads"] += 1

    run()


Connect = Callable[[Session, ssl.SSLContext], AbstractContextManager[socket.socket]]
PLACES: dict[str, Connect] = {
    "the proxy": lambda session, context: socket.create_connection(("127.0.0.1", port(session)), 10),
    "before TLS": lambda session, context: tunnel(session),
    "inside TLS": secure_tunnel,
}


@pytest.mark.parametrize("place", PLACES)
def test_garbage(session: Session, place: str) -> None:
    context = tls(session)

    @FUZZ
    @given(GARBAGE)
    def run(garbage: bytes) -> None:
        with PLACES[place](session, context) as connection, contextlib.suppress(OSError):
            connection.sendall(garbage)
            received = received_within(connection, 0.01)
            assert b"Internal Server Error" not in received
        COUNTS["garbage"] += 1

    run()
