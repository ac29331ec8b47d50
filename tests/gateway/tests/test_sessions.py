"""Sessions: what they record, whose requests they record, and what they leave behind (2.13, 2.15)."""

import dataclasses
import gc
import json
import os
import socket
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.gateway import Gateway, Request, Session
from tests.gateway.records import masked
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    GEMINI,
    MAIN,
    MESSAGES,
    OPENAI,
    RESPONSES,
    STREAM,
    client,
    hello,
    port,
    post,
    secure_tunnel,
)
from tests.site.facts import api_hosts

SECRET = "sk-0123456789abcdef0123456789abcdef"


def test_the_environment(session: Session) -> None:
    proxy = f"http://127.0.0.1:{port(session)}"
    authority = session.env["SSL_CERT_FILE"]
    assert session.env == {
        **dict.fromkeys(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"], proxy),
        **dict.fromkeys(
            ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"], authority
        ),
        "NODE_USE_ENV_PROXY": "1",
    }


def test_a_record(session: Session) -> None:
    post(session, CHAT, OPENAI, params={"a": "1"}, stream=True)
    [request] = session.requests
    assert request.line == "POST /v1/chat/completions?a=1"
    body = {"model": MAIN["openai"], "messages": [{"role": "user", "content": "Say pong"}], "stream": True}
    without_headers = dataclasses.replace(request, headers={})
    assert without_headers == Request(
        method="POST",
        path=CHAT,
        query="a=1",
        host=api_hosts()[0],
        auth=("Authorization: Bearer",),
        key="sk-your-…-key",
        headers={},
        body=body,
        sent={
            "model": MAIN["openai"],
            "input": body["messages"],
            "stream": True,
            "store": False,
            "include": ["reasoning.encrypted_content"],
        },
        lost=(),
        instructed=True,
        model=MAIN["openai"],
        stream=True,
        status=200,
        error=None,
    )
    assert request.headers["authorization"] == "Bearer sk-your-…-key"
    for field in dataclasses.fields(Request):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(request, field.name, None)


def test_the_model_in_a_path(session: Session) -> None:
    post(session, STREAM, GEMINI)
    assert (session.requests[0].model, session.requests[0].stream) == (MAIN["gemini"], True)


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("", "…"),
        ("short", "…"),
        ("fifteen-letters", "…"),
        (SECRET, "sk-01234…cdef"),
        (OPENAI, "sk-your-…-key"),
    ],
)
def test_masks(secret: str, expected: str) -> None:
    assert masked(secret) == expected


def test_no_key_is_kept_whole(session: Session) -> None:
    with client(session) as http:
        for header in ("Authorization", "x-api-key", "x-goog-api-key", "Cookie", "Proxy-Authorization"):
            http.get("/v1/models", headers={header: SECRET})
            http.get("/v1/models", headers={header: f"Bearer {SECRET}"})
        http.get("/v1/models", headers={"x-mine": f"a {SECRET} b"})
        http.get("/v1beta/models", params={"key": SECRET, "alt": "sse"})
        http.get(f"/v1/{SECRET}", params={"other": SECRET})
        http.get("/v1/models", params={"api_key": "short"})
        http.get("/v1/models", headers={"Host": SECRET})
        http.get("/v1/models", headers={"Authorization": f"sk-01234,{SECRET}"})
    assert len(session.requests) == 16
    kept = repr(session.requests) + repr(session.unexpected)
    assert not [part for part in (SECRET[:12], SECRET[-8:], "short") if part in kept]
    assert session.requests[11].query == "key=sk-01234…cdef&alt=sse"


def test_parallel_sessions_do_not_mix(gateway: Gateway) -> None:
    def walk(number: int) -> list[str]:
        with gateway.session(str(number)) as session:
            with client(session, OPENAI, number % 3) as http:
                ids = [
                    http.get(f"/v1/models?walk={number}&step={step}").headers["x-request-id"]
                    for step in range(20)
                ]
            assert [request.query for request in session.requests] == [
                f"walk={number}&step={step}" for step in range(20)
            ]
            assert {request.host for request in session.requests} == {api_hosts()[number % 3]}
            return ids

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(walk, range(8)))
    # Every session counts from 1.
    assert all(ids == answers[0] for ids in answers)


def test_one_session_many_connections(session: Session) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(lambda _: post(session, CHAT, OPENAI).status_code, range(32)))
    assert statuses == {200}
    assert len(session.requests) == 32


def test_requests_are_in_the_order_of_their_arrival(session: Session) -> None:
    body = json.dumps(hello(CHAT, MAIN["openai"])).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: {api_hosts()[0]}\r\nAuthorization: Bearer {OPENAI}\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with secure_tunnel(session) as connection:
        connection.sendall(head.encode())
        # The gateway has the first request, and waits for its body, when the second one comes.
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
        post(session, RESPONSES, OPENAI)
        assert [request.path for request in session.requests] == [RESPONSES]
        connection.sendall(body)
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert [request.path for request in session.requests] == [CHAT, RESPONSES]


def test_answers_are_the_same_every_time(gateway: Gateway) -> None:
    def texts_of_a_session() -> list[str]:
        with gateway.session("same") as session:
            texts = [
                post(session, path, OPENAI, stream=stream).text
                for path in (CHAT, RESPONSES)
                for stream in (False, True)
            ]
            return [*texts, post(session, MESSAGES, ANTHROPIC, stream=True).text]

    assert texts_of_a_session() == texts_of_a_session()


def test_the_clock_of_a_session_moves_by_a_second(session: Session) -> None:
    answers = [post(session, CHAT, OPENAI).json() for _ in range(2)]
    assert [answer["id"][-2:] for answer in answers] == ["01", "02"]
    assert answers[1]["created"] - answers[0]["created"] == 1


def test_a_client_that_goes_away(session: Session) -> None:
    """In the middle of an upload, which is recorded as 499, and of a stream; the gateway continues."""

    def half() -> Iterator[bytes]:
        yield b"{"
        raise ConnectionError

    messages = [{"role": "user", "content": "Say " + "a" * 100_000}]
    with client(session, OPENAI) as http:
        with pytest.raises(ConnectionError):
            http.post(CHAT, content=half())
        body = hello(CHAT, MAIN["openai"], stream=True, messages=messages)
        with http.stream("POST", CHAT, json=body) as answer:
            next(answer.iter_bytes())
        assert http.get("/v1/models").status_code == 200
    assert [request.status for request in session.requests] == [499, 200, 200]


def test_a_session_ends_with_its_proxy(gateway: Gateway) -> None:
    with gateway.session("short") as session, client(session, OPENAI) as http:
        http.get("/v1/models")
        with gateway.session("nested") as other:
            assert post(other, CHAT, OPENAI).status_code == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port(session)), 5)


@pytest.mark.parametrize(
    ("switch", "value"), [("root_fallback", "500"), ("dialect", "older"), ("max_body", 0), ("max_body", "1")]
)
def test_a_switch_that_makes_no_sense(switch: str, value: Any) -> None:
    with pytest.raises(ValueError, match=switch):
        Gateway(**{switch: value})


def test_a_session_that_has_ended_is_forgotten(gateway: Gateway) -> None:
    """Else whoever gets the port of one of its tunnels later is taken for its client."""
    with gateway.session("short") as session:
        post(session, CHAT, OPENAI)
        ended = weakref.ref(session)
    del session
    gc.collect()
    assert ended() is None


def test_a_gateway_leaves_nothing_behind() -> None:
    with Gateway() as gateway, gateway.session("one") as session:
        authority = session.env["SSL_CERT_FILE"]
        assert os.path.exists(authority)
    assert not os.path.exists(authority)
