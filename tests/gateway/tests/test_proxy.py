"""What the proxy of a session refuses, and who can use it (2.15)."""

import socket
import ssl
import urllib.request

import httpx
import pytest

from tests.gateway import Gateway, Session
from tests.gateway.recording import own_key
from tests.gateway.tests.testing import OPENAI, client, port, receive, tls, tunnel
from tests.site.facts import api_hosts


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
    with socket.create_connection(("127.0.0.1", port(session)), 10) as connection:
        connection.sendall(f"{head} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.shutdown(socket.SHUT_WR)
        answer = receive(connection)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert session.refused == ([] if refused is None else [refused])
    assert session.requests == []


def test_a_client_sees_the_refusal(session: Session) -> None:
    with client(session) as http, pytest.raises(httpx.ProxyError, match="403"):
        http.get("https://example.com/")
    assert session.refused == ["example.com:443"]


def test_the_certificate_is_of_the_api_hosts_alone(session: Session) -> None:
    with (
        tunnel(session) as connection,
        pytest.raises(ssl.SSLCertVerificationError, match=r"not valid for 'example\.com'"),
    ):
        tls(session).wrap_socket(connection, server_hostname="example.com")


def test_the_standard_library_is_a_client_too(session: Session) -> None:
    handlers = (
        urllib.request.ProxyHandler({"https": session.env["HTTPS_PROXY"]}),
        urllib.request.HTTPSHandler(context=tls(session)),
    )
    opener = urllib.request.build_opener(*handlers)
    with opener.open(f"https://{api_hosts()[2]}/health", timeout=20) as answer:
        assert answer.read() == b'{"status":"ok"}'


def test_a_provider_that_is_played_takes_its_own_key_alone() -> None:
    hosts = ("api.openai.com", api_hosts()[0])
    with Gateway(plays={hosts[0]: "openai"}) as gateway, gateway.session("played") as session:
        with client(session) as http:
            found = {
                (host, key): http.get(
                    f"https://{host}/v1/models", headers={"Authorization": f"Bearer {key}"}
                ).status_code
                for host in hosts
                for key in (own_key("openai"), OPENAI)
            }
        assert not session.refused
    assert list(found.values()) == [200, 401, 401, 200]
