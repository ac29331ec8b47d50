"""Paths, headers and bodies that the gateway refuses itself (gateway.md 2.1, 2.7, 2.14)."""

import json
import socket
from typing import Any

import httpx
import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.testing import MAIN, client, hello, post, tls
from tests.site.facts import api_hosts

OPENAI, ANTHROPIC, GEMINI = "sk-your-openai-key", "sk-your-anthropic-key", "sk-your-gemini-key"
GENERATE = f"/v1beta/models/{MAIN['gemini']}:generateContent"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/messages"),
        ("GET", "/v1/chat/completions"),
        ("POST", "/v1/models"),
        ("POST", "/v1/usage"),
        ("HEAD", "/v1/models"),
        ("DELETE", "/v1/messages"),
        ("BREW", "/v1/messages"),
        ("GET", f"/v1/models/{MAIN['openai']}"),
        ("POST", "/v1/v1/messages"),
        ("POST", "/v1//messages"),
        ("POST", f"/v1beta{GENERATE}"),
        ("GET", "/v1beta/usage"),
        ("GET", "/v1/nothing"),
        ("POST", "/models"),
        ("POST", "/health"),
        ("GET", "/api/nothing"),
        ("GET", "/images/nothing"),
        ("GET", "/responses-nothing"),
    ],
)
def test_a_wrong_path_below_the_api_is_404_before_any_key_is_looked_at(
    session: Session, method: str, path: str
) -> None:
    with client(session, "sk-your-nothing-key") as http:
        answer = http.request(method, path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain"
    assert answer.text == ("" if method == "HEAD" else "404 page not found")
    assert session.unexpected == []


CONSOLE_PATHS = [
    ("GET", "/"),
    ("POST", "/chat/completions"),
    ("POST", "/messages"),
    ("POST", "/embeddings"),
    ("POST", "/messages/count_tokens"),
    ("POST", "/v1"),
    ("POST", "//v1/messages"),
    ("POST", "/V1/messages"),
    ("POST", "/openai/v1/chat/completions"),
    ("POST", f"/models/{MAIN['gemini']}:generateContent"),
    ("PUT", "/anything"),
]


@pytest.mark.parametrize(("method", "path"), CONSOLE_PATHS)
def test_a_path_outside_the_api_is_the_console(session: Session, method: str, path: str) -> None:
    with client(session, OPENAI) as http:
        answer = http.request(method, f"https://{api_hosts()[0]}{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!doctype html>")
    assert session.requests[0].line == f"{method} {path}"


def test_a_path_outside_the_api_may_be_404() -> None:
    with Gateway(root_fallback="404") as other, other.session("404") as session, client(session) as http:
        assert [
            http.request(method, f"https://{api_hosts()[0]}{path}").text for method, path in CONSOLE_PATHS
        ] == ["404 page not found"] * len(CONSOLE_PATHS)


@pytest.mark.parametrize(
    ("method", "path", "status", "location"),
    [
        ("GET", "/v1/models/", 301, "/v1/models"),
        ("GET", "/v1/usage/?days=1", 301, "/v1/usage?days=1"),
        ("POST", "/v1/messages/", 307, "/v1/messages"),
        ("POST", "/v1/chat/completions/", 307, "/v1/chat/completions"),
        ("POST", "/v1/nothing/", 404, None),
        ("GET", "/v1/messages/", 404, None),
    ],
)
def test_a_slash_at_the_end(
    session: Session, method: str, path: str, status: int, location: str | None
) -> None:
    with client(session) as http:
        answer = http.request(method, path)
    assert (answer.status_code, answer.headers.get("location")) == (status, location)


@pytest.mark.parametrize(
    "path", ["/v1/responses", "/v1/responses/", "/responses", "/backend-api/codex/responses"]
)
def test_responses_has_aliases(session: Session, path: str) -> None:
    with client(session, OPENAI) as http:
        assert (
            http.post(path, json={"model": MAIN["openai"], "input": "Say pong"}).json()["status"]
            == "completed"
        )


def test_health_and_telemetry_need_no_key(session: Session) -> None:
    with client(session) as http:
        assert http.get("/health").json() == {"status": "ok"}
        answer = http.post("/api/event_logging/batch", json={"events": []})
    assert (answer.status_code, answer.content) == (200, b"")


def test_headers(session: Session) -> None:
    with client(session, OPENAI) as http:
        first = http.get("/v1/models")
        second = http.get("/v1/models", headers={"X-Request-ID": "mine-1", "X-Client-Request-ID": "mine-2"})
        wrong = http.get("/v1/models", headers={"X-Request-ID": "a b"})
        outside = http.get("/health")
    assert first.headers["x-request-id"] == "00000000-0000-0000-0000-000000000001"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["x-frame-options"] == "DENY"
    assert first.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert (second.headers["x-request-id"], second.headers["x-client-request-id"]) == ("mine-1", "mine-2")
    assert wrong.headers["x-request-id"] == "00000000-0000-0000-0000-000000000003"
    assert "x-client-request-id" not in outside.headers
    assert not [name for name in first.headers if name.startswith("x-ratelimit")]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/", "/v1beta/models"])
def test_a_preflight_is_refused(session: Session, path: str) -> None:
    headers = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    with client(session) as http:
        answer = http.options(path, headers=headers)
    assert (answer.status_code, answer.content) == (403, b"")


def test_a_websocket_is_not_to_be_had(session: Session) -> None:
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "eA==",
    }
    with client(session, OPENAI) as http:
        plain, tried = http.get("/v1/responses"), http.get("/v1/responses", headers=upgrade)
    message = "WebSocket upgrade required (Upgrade: websocket)"
    assert plain.status_code == tried.status_code == 426
    assert plain.json() == tried.json() == {"error": {"type": "invalid_request_error", "message": message}}
    with client(session) as http:
        assert http.get("/v1/responses").json()["code"] == "API_KEY_REQUIRED"


def forms(status: int, message: str) -> dict[str, Any]:
    """Write a refusal of a request in each form."""
    error = {"type": "invalid_request_error", "message": message}
    word = "INVALID_ARGUMENT" if status == 400 else "UNKNOWN"
    return {
        "OAI": {"error": error},
        "OAI-CODE": {"error": {"code": "invalid_request_error", "message": message}},
        "ANT": {"type": "error", "error": error},
        "GOO": {"error": {"code": status, "message": message, "status": word}},
    }


FORMS = [
    ("OAI", OPENAI, "/v1/chat/completions"),
    ("OAI", OPENAI, "/v1/responses"),
    ("OAI", OPENAI, "/v1/embeddings"),
    ("OAI", ANTHROPIC, "/v1/chat/completions"),
    ("OAI", GEMINI, "/v1/chat/completions"),
    ("OAI-CODE", ANTHROPIC, "/v1/responses"),
    ("ANT", ANTHROPIC, "/v1/messages"),
    ("ANT", ANTHROPIC, "/v1/messages/count_tokens"),
    ("ANT", "sk-your-dispatch-key", "/v1/messages"),
    ("GOO", GEMINI, GENERATE),
]
# In the order in which the gateway looks (gateway.md 2.7); not for /v1beta where the last flag says so.
BODIES = [
    (b"", "Request body is empty", True),
    (b"{", "Failed to parse request body", False),
    (b'{"model": "x",}', "Failed to parse request body", False),
    (b'{"model": "x" // comment\n}', "Failed to parse request body", False),
    (b'{"model": NaN}', "Failed to parse request body", False),
    (b"\xff", "Failed to parse request body", False),
    (b"[" * 100_000, "Failed to parse request body", False),
    (b"{}", "model is required", False),
    (b"[]", "model is required", False),
    (b'{"model": ""}', "model is required", False),
    (b'{"model": null, "stream": 1}', "model is required", False),
]


@pytest.mark.parametrize(("form", "key", "path"), FORMS)
@pytest.mark.parametrize(("raw", "message", "gemini_too"), BODIES, ids=range(len(BODIES)))
def test_a_body_that_the_gateway_refuses(
    session: Session, form: str, key: str, path: str, raw: bytes, message: str, gemini_too: bool
) -> None:
    with client(session, key) as http:
        answer = http.post(path, content=raw)
    assert answer.status_code == 400
    if form == "GOO" and not gemini_too:
        # Google's own words.
        assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    else:
        assert answer.json() == forms(400, message)[form]
        assert session.unexpected == []


@pytest.mark.parametrize(
    ("key", "message"), [(ANTHROPIC, "Failed to parse request body"), (OPENAI, "model is required")]
)
def test_a_model_that_is_no_string(session: Session, key: str, message: str) -> None:
    key = "sk-your-dispatch-key" if key == OPENAI else key
    with client(session, key) as http:
        assert http.post("/v1/messages", json={"model": 5}).json()["error"]["message"] == message


@pytest.mark.parametrize(
    ("form", "key", "path"), [row for row in FORMS if "messages" not in row[2] and row[0] != "GOO"]
)
def test_a_stream_that_is_no_boolean(session: Session, form: str, key: str, path: str) -> None:
    answer = post(session, path, key, stream="true")
    assert answer.json() == forms(400, "invalid stream field type")[form]


@pytest.mark.parametrize(("form", "key", "path"), FORMS)
def test_a_body_that_is_too_large(small: Gateway, form: str, key: str, path: str) -> None:
    def endless() -> Any:
        for _ in range(64):
            yield b" " * 1024

    with small.session("large") as session, client(session, key) as http:
        measured = http.post(path, content=b" " * 1001)
        try:
            chunked = http.post(path, content=endless()).json()
        except httpx.WriteError:
            chunked = measured.json()
        assert http.post(path, content=b"x" * 1000).status_code == 400
    assert measured.status_code == 413
    assert measured.json() == chunked == forms(413, "Request body too large, limit is 1000B")[form]


@pytest.fixture(scope="module")
def small() -> Any:
    with Gateway(max_body=1000) as gateway:
        yield gateway


def test_a_limit_in_megabytes() -> None:
    with (
        Gateway(max_body=1024 * 1024 + 5) as gateway,
        gateway.session("large") as session,
        client(session, OPENAI) as http,
    ):
        answer = http.post("/v1/chat/completions", content=b" " * (1024 * 1024 + 6))
    assert answer.json()["error"]["message"] == "Request body too large, limit is 1MB"


def test_the_size_is_looked_at_after_the_key(small: Gateway) -> None:
    with small.session("large") as session, client(session, "sk-your-expired-key") as http:
        assert http.post("/v1/chat/completions", content=b" " * 1001).status_code == 403


def raw_exchange(session: Session, sent: bytes) -> bytes:
    """Send bytes through the proxy and TLS, and give all that comes back."""
    address = session.env["HTTPS_PROXY"].rpartition(":")[2]
    with socket.create_connection(("127.0.0.1", int(address)), 10) as plain:
        plain.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert plain.recv(1000).startswith(b"HTTP/1.1 200 ")
        with tls(session).wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
            secure.sendall(sent)
            received = b""
            while piece := secure.recv(65536):
                received += piece
            return received


def test_a_broken_upload(session: Session) -> None:
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: {api_hosts()[0]}\r\nAuthorization: Bearer {OPENAI}\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = raw_exchange(session, head.encode() + b"5\r\n{    \r\nnonsense\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == forms(400, "Failed to read request body")["OAI"]


def test_an_upload_that_breaks_after_its_answer(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_connection(
        ("127.0.0.1", int(session.env["HTTPS_PROXY"].rpartition(":")[2])), 10
    ) as plain:
        plain.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert plain.recv(1000).startswith(b"HTTP/1.1 200 ")
        with tls(session).wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
            secure.sendall(
                f"POST /v1/messages HTTP/1.1\r\nHost: {api_hosts()[0]}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
            )
            answer = b""
            while not answer.endswith(b"}"):
                answer += secure.recv(65536)
            secure.sendall(b"nonsense\r\n")
            assert secure.recv(65536) == b""
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert [record.getMessage() for record in caplog.records] == []


def test_bad_http_after_good(session: Session) -> None:
    answer = raw_exchange(
        session, f"GET /health HTTP/1.1\r\nHost: {api_hosts()[0]}\r\n\r\n\0\0\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in answer


def test_a_stranger_to_every_session_is_turned_away(gateway: Gateway, session: Session) -> None:
    answer = httpx.get(f"https://127.0.0.1:{gateway._port}/v1/models", verify=False, trust_env=False)
    assert (answer.status_code, session.requests) == (421, [])


def test_another_host_is_unexpected(session: Session) -> None:
    with client(session, OPENAI) as http:
        http.get("/v1/models", headers={"Host": "example.com"})
    assert session.unexpected == ["GET /v1/models: Host: example.com"]


def test_half_a_surrogate_pair(session: Session) -> None:
    with client(session, OPENAI) as http:
        answer = http.post("/v1/chat/completions", content=rb'{"model": "\ud800"}')
    assert (
        answer.json()["error"]["message"]
        == 'Model "?" is not supported by any configured account in this group'
    )


def test_control_characters_in_strings_are_let_through(session: Session) -> None:
    raw = json.dumps(hello("/v1/chat/completions", MAIN["openai"])).replace("Say pong", "Say\npong").encode()
    with client(session, OPENAI) as http:
        assert (
            http.post("/v1/chat/completions", content=raw).json()["choices"][0]["message"]["content"]
            == "pong"
        )
