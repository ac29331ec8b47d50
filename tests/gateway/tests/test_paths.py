"""Paths and headers: what is below the API, what is the console, what every answer carries (2.1, 2.14)."""

import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.forms import oai
from tests.gateway.tests.testing import CHAT, GENERATE, MAIN, OPENAI, RESPONSES, client
from tests.site.facts import api_hosts


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
def test_a_wrong_path_below_the_api_is_404_whatever_the_key(session: Session, method: str, path: str) -> None:
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
        texts = {
            http.request(method, f"https://{api_hosts()[0]}{path}").text for method, path in CONSOLE_PATHS
        }
    assert texts == {"404 page not found"}


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
        answer = http.post(path, json={"model": MAIN["openai"], "input": "Say pong"})
    assert answer.json()["status"] == "completed"


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


@pytest.mark.parametrize("path", [CHAT, "/", "/v1beta/models"])
def test_a_preflight_is_refused(session: Session, path: str) -> None:
    headers = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    with client(session) as http:
        answer = http.options(path, headers=headers)
    assert (answer.status_code, answer.content) == (403, b"")


def test_a_get_that_is_no_upgrade_is_refused(session: Session) -> None:
    with client(session, OPENAI) as http:
        answer = http.get(RESPONSES)
    refusal = oai("invalid_request_error", "WebSocket upgrade required (Upgrade: websocket)")
    assert (answer.status_code, answer.json()) == (426, refusal)


def test_a_websocket_without_a_key_is_refused_for_the_key(session: Session) -> None:
    with client(session) as http:
        assert http.get(RESPONSES).json()["code"] == "API_KEY_REQUIRED"
