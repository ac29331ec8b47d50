"""Sessions: what they record, whose requests they record, what their proxy refuses; and the mock started by hand."""

import dataclasses
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.gateway import Gateway, Request, Session
from tests.gateway.__main__ import main
from tests.gateway.records import masked
from tests.gateway.tests.testing import MAIN, client, hello, post, tls
from tests.site.facts import ROOT, api_hosts

KEY = "sk-your-openai-key"
SECRET = "sk-0123456789abcdef0123456789abcdef"


def port(session: Session) -> int:
    return int(session.env["HTTPS_PROXY"].rpartition(":")[2])


def ask_proxy(session: Session, head: bytes) -> bytes:
    """Send bytes to the session's proxy, and give all that comes back."""
    with socket.create_connection(("127.0.0.1", port(session)), 10) as connection:
        connection.sendall(head)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


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
    post(session, "/v1/chat/completions", KEY, params={"a": "1"}, stream=True)
    [request] = session.requests
    assert request.line == "POST /v1/chat/completions?a=1"
    body = {"model": MAIN["openai"], "messages": [{"role": "user", "content": "Say pong"}], "stream": True}
    without_headers = dataclasses.replace(request, headers={})
    assert without_headers == Request(
        method="POST",
        path="/v1/chat/completions",
        query="a=1",
        host=api_hosts()[0],
        auth=("Authorization: Bearer",),
        key="sk-your-…-key",
        headers={},
        body=body,
        model=MAIN["openai"],
        stream=True,
        status=200,
        error=None,
    )
    assert request.headers["authorization"] == "Bearer sk-your-…-key"
    with pytest.raises(dataclasses.FrozenInstanceError):
        request.status = 500  # type: ignore[misc]


def test_the_model_in_a_path(session: Session) -> None:
    post(session, f"/v1beta/models/{MAIN['gemini']}:streamGenerateContent?alt=sse", "sk-your-gemini-key")
    assert (session.requests[0].model, session.requests[0].stream) == (MAIN["gemini"], True)


@pytest.mark.parametrize(
    ("secret", "shown"),
    [("", "…"), ("short", "…"), ("fifteen-letters", "…"), (SECRET, "sk-01234…cdef"), (KEY, "sk-your-…-key")],
)
def test_masks(secret: str, shown: str) -> None:
    assert masked(secret) == shown


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
            with client(session, KEY, number % 3) as http:
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
        assert set(pool.map(lambda _: post(session, "/v1/chat/completions", KEY).status_code, range(32))) == {
            200
        }
    assert len(session.requests) == 32


def test_requests_stand_in_the_order_of_their_arrival(session: Session) -> None:
    body = json.dumps(hello("/v1/chat/completions", MAIN["openai"])).encode()
    head = (
        f"POST /v1/chat/completions HTTP/1.1\r\nHost: {api_hosts()[0]}\r\nAuthorization: Bearer {KEY}\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port(session)), 10) as plain:
        plain.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert plain.recv(1000).startswith(b"HTTP/1.1 200 ")
        with tls(session).wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
            secure.sendall(head.encode())
            # The gateway has the first request, and waits for its body, when the second one comes.
            assert secure.recv(1000).startswith(b"HTTP/1.1 100 ")
            post(session, "/v1/responses", KEY)
            assert [request.path for request in session.requests] == ["/v1/responses"]
            secure.sendall(body)
            assert secure.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert [request.path for request in session.requests] == ["/v1/chat/completions", "/v1/responses"]


def test_answers_are_the_same_every_time(gateway: Gateway) -> None:
    def all_of_it() -> list[str]:
        with gateway.session("same") as session:
            texts = [
                post(session, path, KEY, stream=stream).text
                for path in ("/v1/chat/completions", "/v1/responses")
                for stream in (False, True)
            ]
            return [*texts, post(session, "/v1/messages", "sk-your-anthropic-key", stream=True).text]

    assert all_of_it() == all_of_it()


def test_the_clock_of_a_session_goes_on_by_a_second(session: Session) -> None:
    answers = [post(session, "/v1/chat/completions", KEY).json() for _ in range(2)]
    assert [answer["id"][-2:] for answer in answers] == ["01", "02"]
    assert answers[1]["created"] - answers[0]["created"] == 1


@pytest.mark.parametrize(
    ("head", "status", "refused"),
    [
        ("CONNECT example.com:443", 403, "example.com:443"),
        ("CONNECT Telemetry.Example.com:8443", 403, "telemetry.example.com:8443"),
        (f"CONNECT {api_hosts()[0]}:80", 403, f"{api_hosts()[0]}:80"),
        (f"CONNECT {api_hosts()[0]}.:443", 403, f"{api_hosts()[0]}.:443"),
        ("CONNECT [::1]:443", 403, "[::1]:443"),
        ("GET http://example.com/a?b", 403, "example.com:80"),
        (f"GET http://{api_hosts()[0]}/v1/models", 403, f"{api_hosts()[0]}:80"),
        ("POST http://user:password@example.com:8080/", 403, "example.com:8080"),
        (f"CONNECT {api_hosts()[0]}", 400, None),
        ("GET /", 400, None),
        ("nonsense", 400, None),
    ],
)
def test_the_proxy_refuses(session: Session, head: str, status: int, refused: str | None) -> None:
    answer = ask_proxy(session, f"{head} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert session.refused == ([] if refused is None else [refused])
    assert session.requests == []


def test_a_client_sees_the_refusal(session: Session) -> None:
    with client(session) as http, pytest.raises(httpx.ProxyError, match="403"):
        http.get("https://example.com/")
    assert session.refused == ["example.com:443"]


def test_the_certificate_is_of_the_api_hosts_alone(session: Session) -> None:
    with socket.create_connection(("127.0.0.1", port(session)), 10) as connection:
        connection.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(Exception, match=r"not valid for 'example\.com'"):
            tls(session).wrap_socket(connection, server_hostname="example.com")


def test_a_client_that_goes_away(session: Session) -> None:
    """In the middle of an upload, which is remembered as 499, and of a stream; the gateway goes on."""

    def half() -> Iterator[bytes]:
        yield b"{"
        raise ConnectionError

    with client(session, KEY) as http:
        with pytest.raises(ConnectionError):
            http.post("/v1/chat/completions", content=half())
        body = {
            "model": MAIN["openai"],
            "stream": True,
            "messages": [{"role": "user", "content": "Say " + "a" * 100_000}],
        }
        with http.stream("POST", "/v1/chat/completions", json=body) as answer:
            next(answer.iter_bytes())
        assert http.get("/v1/models").status_code == 200
    assert [request.status for request in session.requests] == [499, 200, 200]


def test_a_session_ends_with_its_proxy(gateway: Gateway) -> None:
    with gateway.session("short") as session, client(session, KEY) as http:
        http.get("/v1/models")
        with gateway.session("nested") as other:
            assert post(other, "/v1/chat/completions", KEY).status_code == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port(session)), 5)


@pytest.mark.parametrize(
    "switches", [{"root_fallback": "500"}, {"dialect": "older"}, {"max_body": 0}, {"max_body": "1"}]
)
def test_a_switch_that_makes_no_sense(switches: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(switches))):
        Gateway(**switches)


def test_a_gateway_leaves_nothing_behind() -> None:
    with Gateway() as gateway, gateway.session("one") as session:
        authority = session.env["SSL_CERT_FILE"]
        assert os.path.exists(authority)
    assert not os.path.exists(authority)


def by_hand(*options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.gateway", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_by_hand() -> None:
    with by_hand("--root-fallback", "404", "--max-body", "1000") as process:
        assert process.stdout is not None
        printed = [process.stdout.readline()]
        while not printed[-1].startswith("# Keys"):
            printed.append(process.stdout.readline())
        assert all(
            line.startswith("#") or (line.startswith("export ") and len(shlex.split(line)) == 2)
            for line in printed
        ), printed
        script = "".join(printed) + (
            f"curl -sS https://{api_hosts()[0]}/v1/models -H 'x-api-key: {KEY}'; curl -sS https://{api_hosts()[1]}/;"
            f"curl -sS 'https://{api_hosts()[0]}/v1beta/models?key={SECRET}'"
        )
        done = subprocess.run(
            ["bash", "-c", script],
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
            env={"PATH": os.environ["PATH"], "NO_PROXY": "*"},
        )
        process.send_signal(signal.SIGINT)
        rest, logged = process.communicate(timeout=20)
    assert MAIN["openai"] in done.stdout
    assert "404 page not found" in done.stdout
    assert (process.returncode, rest) == (0, "")
    assert logged.splitlines() == [
        "GET /v1/models  x-api-key sk-your-…-key  200",
        "GET /  no key  404",
        "GET /v1beta/models?key=sk-01234…cdef  ?key= sk-01234…cdef  401 UNAUTHENTICATED",
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--root-fallback", "500"], "python -m tests.gateway: root_fallback is 'html' or '404', not '500'"),
        (["--dialect", "older"], "python -m tests.gateway: dialect is 'newest' or 'old', not 'older'"),
        (["--max-body", "0"], "python -m tests.gateway: max_body is a number of bytes above 0, not 0"),
        (["--port", "70000"], "python -m tests.gateway: port is a number from 0 to 65535, not 70000"),
        (["--port", "many"], "python -m tests.gateway: error: argument --port: invalid int value: 'many'"),
    ],
)
def test_an_option_that_makes_no_sense(
    options: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(options)
    except SystemExit as stop:
        status = stop.code
    out, err = capsys.readouterr()
    assert (status, out, err.splitlines()[-1]) == (2, "", line)


def test_a_port_that_is_taken(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main(["--port", str(port(session))]) == 1
    assert capsys.readouterr() == (
        "",
        f"python -m tests.gateway: port {port(session)}: Address already in use\n",
    )


def test_the_states_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--states"]) == 0
    out = capsys.readouterr().out
    assert "sk-your-expired-key\tpast its expiry date\n" in out
    assert "sk-your-<provider>-key\tworks\n" in out


def test_the_standard_library_is_a_client_too(session: Session) -> None:
    handlers = (
        urllib.request.ProxyHandler({"https": session.env["HTTPS_PROXY"]}),
        urllib.request.HTTPSHandler(context=tls(session)),
    )
    opener = urllib.request.build_opener(*handlers)
    with opener.open(f"https://{api_hosts()[2]}/health", timeout=20) as answer:
        assert answer.read() == b'{"status":"ok"}'
