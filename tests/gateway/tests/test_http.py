"""HTTP that breaks off, makes no sense or comes from elsewhere (2.1, 2.7)."""

import json

import httpx
import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.forms import oai
from tests.gateway.tests.testing import OPENAI, client, receive, secure_tunnel
from tests.site.facts import api_hosts

HOST = f"Host: {api_hosts()[0]}\r\n"


def test_a_broken_upload(session: Session) -> None:
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\n{HOST}"
        f"Authorization: Bearer {OPENAI}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with secure_tunnel(session) as connection:
        connection.sendall(head.encode() + b"5\r\n{    \r\nnonsense\r\n")
        answer = receive(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert body == oai("invalid_request_error", "Failed to read request body")


def test_an_upload_that_breaks_after_its_answer(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    head = f"POST /v1/messages HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
    with secure_tunnel(session) as connection:
        connection.sendall(head.encode())
        answer = b""
        while not answer.endswith(b"}"):
            answer += connection.recv(65536)
        connection.sendall(b"nonsense\r\n")
        assert connection.recv(65536) == b""
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert [record.getMessage() for record in caplog.records] == []


def test_bad_http_after_good(session: Session) -> None:
    with secure_tunnel(session) as connection:
        connection.sendall(f"GET /health HTTP/1.1\r\n{HOST}\r\n\0\0\r\n\r\n".encode())
        answer = receive(connection)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in answer


def test_a_stranger_to_every_session_is_turned_away(gateway: Gateway, session: Session) -> None:
    answer = httpx.get(f"https://127.0.0.1:{gateway._port}/v1/models", verify=False, trust_env=False)
    assert (answer.status_code, session.requests) == (421, [])


def test_another_host_is_unexpected(session: Session) -> None:
    with client(session, OPENAI) as http:
        http.get("/v1/models", headers={"Host": "example.com"})
    assert session.unexpected == ["GET /v1/models: Host: example.com"]
