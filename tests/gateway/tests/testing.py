"""Helpers of the tests of the mock gateway."""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import httpx

from tests.gateway import Session
from tests.site.facts import api_hosts, facts

PROVIDERS = list(facts()["providers"])
MAIN: dict[str, str] = {provider: models["main"] for provider, models in facts()["models"].items()}
OPENAI, ANTHROPIC, GEMINI = "sk-your-openai-key", "sk-your-anthropic-key", "sk-your-gemini-key"
# An OpenAI key whose group may use /v1/messages.
DISPATCH = "sk-your-dispatch-key"
CHAT, RESPONSES, MESSAGES = "/v1/chat/completions", "/v1/responses", "/v1/messages"
GENERATE = f"/v1beta/models/{MAIN['gemini']}:generateContent"
STREAM = f"/v1beta/models/{MAIN['gemini']}:streamGenerateContent?alt=sse"


def tls(session: Session) -> ssl.SSLContext:
    """Return a context that trusts the session's certificate authority, and no other."""
    return ssl.create_default_context(cafile=session.env["SSL_CERT_FILE"])


def client(session: Session, key: str | None = None, site: int = 0) -> httpx.Client:
    """Return a client of a site's API base URL, with a key as Bearer."""
    return httpx.Client(
        base_url=f"https://{api_hosts()[site]}",
        proxy=session.env["HTTPS_PROXY"],
        verify=tls(session),
        headers={} if key is None else {"Authorization": f"Bearer {key}"},
        trust_env=False,
        timeout=20,
    )


def hello(path: str, model: str, **more: Any) -> dict[str, Any]:
    """Return the smallest good body for an endpoint, which is answered with "pong"."""
    if path.startswith("/v1beta"):
        return {"contents": [{"role": "user", "parts": [{"text": "Say pong"}]}], **more}
    if path.endswith("/responses"):
        return {"model": model, "input": "Say pong", **more}
    if path.endswith("/images/generations"):
        return {"model": model, "prompt": "a dot", **more}
    if path.endswith("/embeddings"):
        return {"model": model, "input": "Say pong", **more}
    body = {"model": model, "messages": [{"role": "user", "content": "Say pong"}]}
    return body | ({"max_tokens": 16} if path.endswith("/messages") else {}) | more


def post(
    session: Session,
    path: str,
    key: str,
    model: str | None = None,
    params: dict[str, str] | None = None,
    **more: Any,
) -> httpx.Response:
    """Post the smallest good body with the main model of the key's provider."""
    provider = next((name for name in PROVIDERS if f"-{name}-" in key), "openai")
    with client(session, key) as http:
        return http.post(path, json=hello(path, model or MAIN[provider], **more), params=params)


def port(session: Session) -> int:
    """Return the port of the session's proxy on 127.0.0.1."""
    return int(session.env["HTTPS_PROXY"].rpartition(":")[2])


@contextlib.contextmanager
def tunnel(session: Session) -> Iterator[socket.socket]:
    """Open a connection through the session's proxy to the first API host, before TLS."""
    with socket.create_connection(("127.0.0.1", port(session)), 10) as connection:
        connection.sendall(f"CONNECT {api_hosts()[0]}:443 HTTP/1.1\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        yield connection


@contextlib.contextmanager
def secure_tunnel(session: Session, context: ssl.SSLContext | None = None) -> Iterator[ssl.SSLSocket]:
    """Open a connection through the session's proxy to the first API host, with TLS."""
    with tunnel(session) as plain:
        context = context or tls(session)
        with context.wrap_socket(plain, server_hostname=api_hosts()[0]) as secure:
            yield secure


def receive(connection: socket.socket) -> bytes:
    """Return all bytes until the other side closes."""
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received
