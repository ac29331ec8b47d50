"""Ask everything, and say of each whether it works: overrides/capabilities.json, which pages show."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx

from tests.commands.capabilities.asks import (
    CACHED,
    CALLS,
    ENDPOINTS,
    FORCED,
    GENERATE,
    LONG,
    MARKED,
    MESSAGES,
    MODELS,
    RESPONSES,
    SAY,
    STREAMS,
    STRUCTURED,
    THINKS,
    THOUGHT,
    USE,
    USE_BOTH,
    Ask,
    body,
    parts,
    results,
    tools,
)
from tests.gateway import Gateway, Session
from tests.gateway.tests.testing import client
from tests.site.facts import ROOT

TABLE = ROOT / "overrides" / "capabilities.json"
YES, DROPPED, NONE = "yes", "dropped", "none"
# What is no endpoint of one protocol is asked with the key of each provider.
OTHERS: dict[str, dict[str, Any]] = {
    "/v1/chat/completions": {"messages": [{"role": "user", "content": SAY}]},
    "/v1/responses": {"input": SAY, "instructions": "Be brief."},
    "/v1/messages": {"messages": [{"role": "user", "content": SAY}], "max_tokens": 64},
    f"/v1beta/models/{MODELS['gemini']}:generateContent": {"contents": [{"parts": [{"text": SAY}]}]},
    "/v1/images/generations": {"model": "gpt-image-2", "prompt": "a dot"},
    "/v1/images/edits": {
        "model": "gpt-image-2",
        "prompt": "a dot",
        "images": [{"image_url": "https://example.com/photo.png"}],
    },
    "/v1/embeddings": {"model": "text-embedding-3-small", "input": SAY},
    "/v1/audio/speech": {"model": "gpt-4o-mini-tts", "input": SAY, "voice": "alloy"},
    "/v1/files": {},
    "/v1/batches": {},
    "/v1/messages/batches": {"requests": []},
    "/v1/moderations": {"input": SAY},
    "/v1/completions": {"prompt": SAY},
}
# Its group has the right to make images, which others lack.
IMAGES_KEY = "sk-your-images-key"


def rows() -> dict[str, dict[str, Ask]]:
    """Return what is asked, by capability and endpoint; an endpoint that has no such thing is left out."""
    names = ("get_weather", "get_time")
    own = list(ENDPOINTS)
    counted = {name: value for name, value in body(MESSAGES, SAY).items() if name != "max_tokens"}
    return {
        "tool": {one: Ask(body(one, USE) | tools(one, "get_weather"), CALLS[one]) for one in own},
        "tools": {
            one: Ask(body(one, USE_BOTH) | tools(one, *names), f"(?s){CALLS[one]}.*{CALLS[one]}")
            for one in own
        },
        "forced": {
            one: Ask(body(one, SAY) | tools(one, "get_weather") | FORCED[one], CALLS[one]) for one in own
        },
        "result": {one: Ask(results(one), "sunny") for one in own},
        "structured": {one: Ask(body(one, SAY) | STRUCTURED[one], r'\\"city\\"') for one in own},
        "image": {one: Ask(body(one, parts(one, "image")), "image/png") for one in own},
        "url": {one: Ask(body(one, parts(one, "url")), arrives="photo.png") for one in own},
        "pdf": {one: Ask(body(one, parts(one, "pdf")), "application/pdf") for one in own},
        "reasoning": {one: Ask(body(one, SAY) | THINKS[one], THOUGHT[one]) for one in own},
        "cache-read": {
            one: Ask(cached := body(one, MARKED if one == MESSAGES else LONG), CACHED[one], before=cached)
            for one in own
        },
        "cache-write": {MESSAGES: Ask(body(MESSAGES, MARKED), r'"cache_creation_input_tokens":\s*[1-9]')},
        "count": {
            RESPONSES: Ask(body(RESPONSES, SAY), '"input_tokens"', path="/v1/responses/input_tokens"),
            MESSAGES: Ask(counted, '"input_tokens"', path="/v1/messages/count_tokens"),
            GENERATE: Ask(
                body(GENERATE, SAY),
                '"totalTokens"',
                path=ENDPOINTS[GENERATE][1].replace("generateContent", "countTokens"),
            ),
        },
        "stream": STREAMS,
        "previous": {RESPONSES: Ask(body(RESPONSES, SAY, previous_response_id="resp_1"), "pong")},
    }


def table(gateway: Gateway) -> dict[str, dict[str, dict[str, str]]]:
    """Return the verdicts: `features` by capability and endpoint, `endpoints` by path and provider."""
    features = {
        row: {
            endpoint: verdict(gateway, endpoint, asks[endpoint]) if endpoint in asks else NONE
            for endpoint in ENDPOINTS
        }
        for row, asks in rows().items()
    }
    endpoints = {
        path: {provider: _served(gateway, path, provider, asked) for provider in MODELS}
        for path, asked in OTHERS.items()
    }
    return {"features": features, "endpoints": endpoints}


def known() -> dict[str, Any]:
    """Return the table as it was written last."""
    loaded: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return loaded


def write(found: dict[str, Any]) -> None:
    """Write the table."""
    TABLE.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def verdict(gateway: Gateway, endpoint: str, ask: Ask) -> str:
    """Ask, and return "yes", "dropped", or status and message of the refusal.

    Raises AssertionError for an answer that shows nothing and a request of which nothing was dropped.
    """
    provider, path = ENDPOINTS[endpoint]
    with gateway.session("capabilities") as session:
        if ask.before:
            _post(session, path, f"sk-your-{provider}-key", ask.before)
        answer = _post(session, ask.path or path, f"sk-your-{provider}-key", ask.body)
        request = session.requests[-1]
    if answer.status_code != httpx.codes.OK:
        return said(answer)
    if ask.arrives:
        return YES if ask.arrives in json.dumps(request.sent) else DROPPED
    if re.search(ask.shows, answer.text, re.DOTALL):
        return YES
    assert request.lost, f"{endpoint}: nothing was dropped of {ask.body}, but the answer is {answer.text}"
    return DROPPED


def _served(gateway: Gateway, path: str, provider: str, asked: dict[str, Any]) -> str:
    is_images = path.startswith("/v1/images") and provider == "openai"
    key = IMAGES_KEY if is_images else f"sk-your-{provider}-key"
    with gateway.session("capabilities") as session:
        answer = _post(session, path, key, {"model": MODELS[provider]} | asked)
    return YES if answer.status_code == httpx.codes.OK else said(answer)


def _post(session: Session, path: str, key: str, asked: dict[str, Any]) -> httpx.Response:
    with client(session, key) as http:
        return http.post(path, json=asked)


def said(answer: httpx.Response) -> str:
    """Return status and message of a refusal: `404 Not Found`."""
    told = next(_messages(answer), answer.text).strip()
    # A page that is not there has the status in its text.
    return told if told.startswith(str(answer.status_code)) else f"{answer.status_code} {told}"


def _messages(answer: httpx.Response) -> Iterator[str]:
    if answer.headers.get("content-type", "").startswith("application/json"):
        told = answer.json()
        yield told["error"]["message"] if "error" in told else told["message"]
