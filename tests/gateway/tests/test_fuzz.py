"""Whatever a client sends, the mock answers as specified or hangs up, and goes on.

The same examples every time; `GATEWAY_FUZZ=5000` asks for that many of each kind.
"""

import contextlib
import http.client
import json
import os
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.gateway import Gateway, Session
from tests.gateway.keys import STATES
from tests.gateway.tests.testing import MAIN, PROVIDERS, client, hello, tls
from tests.site.facts import api_hosts

EXAMPLES = int(os.environ.get("GATEWAY_FUZZ", "150"))
FUZZ = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
COUNTS: Counter[str] = Counter()

PATHS = [
    "/v1/chat/completions",
    "/v1/responses",
    "/v1/messages",
    "/v1/messages/count_tokens",
    "/v1/embeddings",
    "/v1/images/generations",
    *(
        f"/v1beta/models/{MAIN['gemini']}:{action}"
        for action in ("generateContent", "streamGenerateContent", "countTokens", "x")
    ),
    "/v1/models",
    "/v1/usage",
    "/v1beta/models",
    "/health",
    "/",
]
METHODS = st.one_of(
    st.just("POST"), st.sampled_from(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
)
TOKENS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40)
RAW_PATHS = st.one_of(
    st.sampled_from(PATHS),
    st.builds("{}{}".format, st.sampled_from([*PATHS, "/v1/", "/v1beta/models/", "/responses"]), TOKENS),
    TOKENS.map("/{}".format),
)
KEYS = st.one_of(
    st.builds(
        "sk-your-{}-{}-key".format,
        st.sampled_from(PROVIDERS),
        st.sampled_from([state for state in STATES if state]),
    ),
    st.sampled_from([f"sk-your-{provider}-key" for provider in PROVIDERS] * 3),
    TOKENS,
)
CARRIERS = st.sampled_from(
    ["Authorization", "x-api-key", "x-goog-api-key", "cookie", "x-request-id", "anthropic-beta", "upgrade"]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["user", "function", "json_schema", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "role", "content", "text", "name", "function", "schema", "parts", "format", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "model",
        "messages",
        "input",
        "contents",
        "stream",
        "max_tokens",
        "tools",
        "tool_choice",
        "response_format",
        "text",
        "system",
        "instructions",
        "generationConfig",
        "toolConfig",
        "stream_options",
        "output_config",
        "n",
        "prompt",
        "previous_response_id",
        "systemInstruction",
    ]
)
ERROR_KEYS = {"error", "code"}


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Gateway]:
    with Gateway(max_body=100_000) as gateway:
        yield gateway


@pytest.fixture
def session(
    fuzzed: Gateway, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Session]:
    with fuzzed.session("fuzz") as session:
        yield session
        # It still answers.
        with fuzzed.session("after") as after, client(after, "sk-your-openai-key") as fresh:
            assert fresh.get("/v1/models").status_code == 200
    out, err = capfd.readouterr()
    # A traceback of the mock's own would be in either: pytest takes what is logged away from stderr.
    assert (out, err) == ("", "")
    assert [record.getMessage() for record in caplog.get_records("call")] == []
    with capfd.disabled():
        print(f" {dict(COUNTS)}", end="")


@contextlib.contextmanager
def tunnel(session: Session) -> Iterator[socket.socket]:
    proxy = int(session.env["HTTPS_PROXY"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", proxy), 10) as connection:
        connection.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        yield connection


def receive(connection: socket.socket, limit: float = 5) -> bytes:
    """Read until the other side closes; a side that stays silent for `limit` seconds has nothing to say."""
    connection.settimeout(limit)
    received = b""
    with contextlib.suppress(OSError):
        while piece := connection.recv(65536):
            received += piece
    return received


def fire(
    session: Session, context: ssl.SSLContext, method: str, path: str, headers: dict[str, str], body: bytes
) -> None:
    """Send one request, and hold the answer against the specified forms."""
    with tunnel(session) as plain, context.wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {api_hosts()[0]}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        secure.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(secure, method=method)
        answer.begin()
        check(answer, answer.read())
    COUNTS["requests"] += 1


def check(answer: http.client.HTTPResponse, body: bytes) -> None:
    """Hold an answer against the forms of gateway.md 2.1, 2.4 and 2.12."""
    kind = answer.headers.get("content-type", "")
    assert (
        answer.headers.get("x-content-type-options") == "nosniff" or body == b"Invalid HTTP request received."
    )
    assert answer.status in {200, 301, 304, 307, 400, 401, 403, 404, 413, 426, 429, 500, 502, 503, 529}
    if kind.startswith("application/json"):
        if body:
            value = json.loads(body) if body.endswith((b"}", b"]")) else None
            assert answer.status < 400 or (isinstance(value, dict) and ERROR_KEYS & value.keys()), body
        # A 500 is only ever a provider's, handed on.
        assert answer.status != 500 or b"All available accounts exhausted" in body
    elif kind == "text/plain":
        assert (answer.status, body) in [(404, b"404 page not found"), (404, b"")]
    elif kind.startswith("text/plain"):
        assert (answer.status, body) == (400, b"Invalid HTTP request received.")
    elif kind.startswith("text/html"):
        assert answer.status == 200
    elif kind == "text/event-stream":
        assert body.endswith((b"\n\n", b""))
    else:
        assert (kind, body) == ("", b"")
        assert answer.status in {200, 301, 304, 307, 403}


def test_requests(session: Session) -> None:
    context = tls(session)

    @FUZZ
    @given(
        METHODS,
        RAW_PATHS,
        st.dictionaries(CARRIERS, KEYS, max_size=3),
        st.one_of(st.binary(max_size=60), JSON.map(json.dumps).map(str.encode)),
    )
    def run(method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        if "Authorization" in headers:
            headers["Authorization"] = f"Bearer {headers['Authorization']}"
        fire(session, context, method, path, headers, body)

    run()


def test_bodies(session: Session) -> None:
    """Good requests with a few fields put wrong, which get as far as the providers' types."""
    context = tls(session)

    @FUZZ
    @given(
        st.sampled_from(PATHS[:9]),
        st.sampled_from(PROVIDERS),
        st.dictionaries(FIELDS, JSON, max_size=3),
        st.booleans(),
    )
    def run(path: str, provider: str, change: dict[str, Any], dispatch: bool) -> None:
        if "v1beta" in path:
            provider = "gemini"
        key = "sk-your-dispatch-key" if dispatch and provider == "openai" else f"sk-your-{provider}-key"
        body = hello(path, MAIN[provider]) | change
        fire(session, context, "POST", path, {"x-api-key": key}, json.dumps(body).encode())

    run()


def test_uploads(session: Session) -> None:
    """Uploads in chunks, good and bad, some cut off."""
    context = tls(session)
    chunk = st.one_of(
        st.binary(min_size=1, max_size=30).map(lambda data: b"%x\r\n%s\r\n" % (len(data), data)),
        st.sampled_from(
            [b"0\r\n\r\n", b"zz\r\n", b"5\r\nab\r\n", b"ffffffffffffffffffffff\r\n", b"\r\n", b"-1\r\n"]
        ),
    )

    @FUZZ
    @given(
        st.sampled_from([*PATHS, "/v1/nothing"]), st.booleans(), st.lists(chunk, max_size=4), st.booleans()
    )
    def run(path: str, known: bool, chunks: list[bytes], pause: bool) -> None:
        with tunnel(session) as plain, context.wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
            key = "sk-your-openai-key" if known else "sk-your-nothing-key"
            head = f"POST {path} HTTP/1.1\r\nHost: {api_hosts()[0]}\r\nx-api-key: {key}\r\nTransfer-Encoding: chunked\r\n\r\n"
            with contextlib.suppress(OSError):
                for part in [head.encode(), *chunks] if pause else [head.encode() + b"".join(chunks)]:
                    secure.sendall(part)
                received = receive(secure, 0.02)
                assert not received or received.startswith(b"HTTP/1.1 ")
                assert b"Internal Server Error" not in received
        COUNTS["uploads"] += 1

    run()


GARBAGE = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET /\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02\x00",
            b"A" * 100_000,
        ]
    ),
    st.builds(lambda method, target: f"{method} {target} HTTP/1.1\r\n\r\n".encode(), METHODS, TOKENS),
    TOKENS.map(lambda target: f"CONNECT {target} HTTP/1.1\r\n\r\n".encode()),
)


@pytest.mark.parametrize("where", ["the proxy", "before TLS", "inside TLS"])
def test_garbage(session: Session, where: str) -> None:
    context = tls(session)
    proxy = int(session.env["HTTPS_PROXY"].rpartition(":")[2])

    def send(connection: socket.socket, garbage: bytes) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(garbage)
            received = receive(connection, 0.01)
            assert b"Internal Server Error" not in received

    @FUZZ
    @given(GARBAGE)
    def run(garbage: bytes) -> None:
        match where:
            case "the proxy":
                with socket.create_connection(("127.0.0.1", proxy), 10) as connection:
                    send(connection, garbage)
            case "before TLS":
                with tunnel(session) as connection:
                    send(connection, garbage)
            case _:
                with (
                    tunnel(session) as plain,
                    context.wrap_socket(plain, server_hostname=api_hosts()[0]) as secure,
                ):
                    send(secure, garbage)
        COUNTS["garbage"] += 1

    run()
