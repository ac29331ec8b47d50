"""Bodies that the gateway refuses itself, in the form of the endpoint (2.4, 2.7)."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.forms import ant, goo, oai, oai_code
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    DISPATCH,
    GEMINI,
    GENERATE,
    MAIN,
    MESSAGES,
    OPENAI,
    RESPONSES,
    client,
    hello,
    post,
)


def refusal(form: str, status: int, message: str) -> dict[str, Any]:
    """Return the refusal of a request in a form of 2.4."""
    kind = "invalid_request_error"
    word = "INVALID_ARGUMENT" if status == 400 else "UNKNOWN"
    return {
        "OAI": oai(kind, message),
        "OAI-CODE": oai_code(kind, message),
        "ANT": ant(kind, message),
        "GOO": goo(status, word, message),
    }[form]


V1 = [
    ("OAI", OPENAI, CHAT),
    ("OAI", OPENAI, RESPONSES),
    ("OAI", OPENAI, "/v1/embeddings"),
    ("OAI", ANTHROPIC, CHAT),
    ("OAI", GEMINI, CHAT),
    ("OAI-CODE", ANTHROPIC, RESPONSES),
    ("ANT", ANTHROPIC, MESSAGES),
    ("ANT", ANTHROPIC, "/v1/messages/count_tokens"),
    ("ANT", DISPATCH, MESSAGES),
]
V1BETA = ("GOO", GEMINI, GENERATE)
EMPTY = "Request body is empty"
BROKEN = "Failed to parse request body"
NO_MODEL = "model is required"
# In the order in which the gateway looks (2.7).
BODIES = [
    pytest.param(b"{", BROKEN, id="half an object"),
    pytest.param(b'{"model": "x",}', BROKEN, id="comma at the end"),
    pytest.param(b'{"model": "x" // comment\n}', BROKEN, id="comment"),
    pytest.param(b'{"model": NaN}', BROKEN, id="NaN"),
    pytest.param(b"\xff", BROKEN, id="no UTF-8"),
    pytest.param(b"[" * 100_000, BROKEN, id="deep"),
    pytest.param(b"{}", NO_MODEL, id="empty object"),
    pytest.param(b"[]", NO_MODEL, id="array"),
    pytest.param(b'{"model": ""}', NO_MODEL, id="empty model"),
    pytest.param(b'{"model": null, "stream": 1}', NO_MODEL, id="model before stream"),
]


@pytest.mark.parametrize(("form", "key", "path"), [*V1, V1BETA])
def test_an_empty_body(session: Session, form: str, key: str, path: str) -> None:
    with client(session, key) as http:
        answer = http.post(path, content=b"")
    assert (answer.status_code, answer.json()) == (400, refusal(form, 400, EMPTY))
    assert session.unexpected == []


@pytest.mark.parametrize(("form", "key", "path"), V1)
@pytest.mark.parametrize(("raw", "message"), BODIES)
def test_a_body_that_the_gateway_refuses_on_v1(
    session: Session, form: str, key: str, path: str, raw: bytes, message: str
) -> None:
    with client(session, key) as http:
        answer = http.post(path, content=raw)
    assert (answer.status_code, answer.json()) == (400, refusal(form, 400, message))
    assert session.unexpected == []


@pytest.mark.parametrize(("raw", "_message"), BODIES)
def test_a_body_that_google_refuses_on_v1beta(session: Session, raw: bytes, _message: str) -> None:
    """In Google's words: the gateway itself refuses only an empty body there."""
    with client(session, GEMINI) as http:
        answer = http.post(GENERATE, content=raw)
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(("key", "message"), [(ANTHROPIC, BROKEN), (DISPATCH, NO_MODEL)])
def test_a_model_that_is_no_string(session: Session, key: str, message: str) -> None:
    with client(session, key) as http:
        assert http.post(MESSAGES, json={"model": 5}).json()["error"]["message"] == message


@pytest.mark.parametrize(("form", "key", "path"), [row for row in V1 if row[0] != "ANT"])
def test_a_stream_that_is_no_boolean(session: Session, form: str, key: str, path: str) -> None:
    answer = post(session, path, key, stream="true")
    assert answer.json() == refusal(form, 400, "invalid stream field type")


def test_a_stream_of_messages_that_is_no_boolean(session: Session) -> None:
    answer = post(session, MESSAGES, ANTHROPIC, stream="true")
    assert answer.json() == refusal("ANT", 400, BROKEN)


@pytest.fixture(scope="module")
def small() -> Iterator[Gateway]:
    """A mock gateway that takes bodies of 1000 bytes at most."""
    with Gateway(max_body=1000) as gateway:
        yield gateway


@pytest.mark.parametrize(("form", "key", "path"), [*V1, V1BETA])
def test_a_body_that_is_too_large(small: Gateway, form: str, key: str, path: str) -> None:
    with small.session("large") as session, client(session, key) as http:
        answer = http.post(path, content=b" " * 1001)
        assert http.post(path, content=b"x" * 1000).status_code == 400
    message = "Request body too large, limit is 1000B"
    assert (answer.status_code, answer.json()) == (413, refusal(form, 413, message))


@pytest.mark.parametrize(("form", "key", "path"), [*V1, V1BETA])
def test_an_upload_without_a_length_that_is_too_large(small: Gateway, form: str, key: str, path: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b" " * 1024

    message = "Request body too large, limit is 1000B"
    # The gateway may hang up in the middle of the upload.
    with (
        small.session("large") as session,
        client(session, key) as http,
        contextlib.suppress(httpx.WriteError),
    ):
        answer = http.post(path, content=endless())
        assert (answer.status_code, answer.json()) == (413, refusal(form, 413, message))


def test_a_limit_in_megabytes() -> None:
    with (
        Gateway(max_body=1024 * 1024 + 5) as gateway,
        gateway.session("large") as session,
        client(session, OPENAI) as http,
    ):
        answer = http.post(CHAT, content=b" " * (1024 * 1024 + 6))
    assert answer.json()["error"]["message"] == "Request body too large, limit is 1MB"


def test_the_size_is_checked_after_the_key(small: Gateway) -> None:
    with small.session("large") as session, client(session, "sk-your-expired-key") as http:
        assert http.post(CHAT, content=b" " * 1001).status_code == 403


def test_half_a_surrogate_pair(session: Session) -> None:
    with client(session, OPENAI) as http:
        answer = http.post(CHAT, content=rb'{"model": "\ud800"}')
    message = 'Model "?" is not supported by any configured account in this group'
    assert answer.json()["error"]["message"] == message


def test_control_characters_in_strings_are_let_through(session: Session) -> None:
    body = json.dumps(hello(CHAT, MAIN["openai"])).replace("Say pong", "Say\npong")
    with client(session, OPENAI) as http:
        answer = http.post(CHAT, content=body.encode())
    assert answer.json()["choices"][0]["message"]["content"] == "pong"
