"""Small helpers of the tests of the mock gateway."""

import ssl
from typing import Any

import httpx

from tests.gateway import Session
from tests.site.facts import api_hosts, facts

PROVIDERS = list(facts()["providers"])
MAIN = {provider: models["main"] for provider, models in facts()["models"].items()}


def tls(session: Session) -> ssl.SSLContext:
    """Trust the session's certificate authority, and no other."""
    return ssl.create_default_context(cafile=session.env["SSL_CERT_FILE"])


def client(session: Session, key: str | None = None, site: int = 0) -> httpx.Client:
    """Make a client of a site's API base URL, with a key as Bearer."""
    return httpx.Client(
        base_url=f"https://{api_hosts()[site]}",
        proxy=session.env["HTTPS_PROXY"],
        verify=tls(session),
        headers={} if key is None else {"Authorization": f"Bearer {key}"},
        trust_env=False,
        timeout=20,
    )


def hello(path: str, model: str, **more: Any) -> dict[str, Any]:
    """Make the smallest good body for an endpoint, which is answered with "pong"."""
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
