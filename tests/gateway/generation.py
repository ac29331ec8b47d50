"""The endpoints that generate or count: who serves them, in which order they refuse, what they answer (2.6 to 2.13)."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from starlette.requests import Request as HTTPRequest
from starlette.responses import Response, StreamingResponse

from tests.gateway import (
    anthropic_messages,
    bodies,
    faults,
    gemini_content,
    openai_chat,
    openai_images,
    openai_responses,
    upstream,
)
from tests.gateway.answers import reply
from tests.gateway.auth import authenticate
from tests.gateway.bodies import MIB
from tests.gateway.exchange import Exchange
from tests.gateway.faults import JSON, Fault, Refused
from tests.gateway.keys import Key, Stage
from tests.gateway.published import Mistake, check

MAX_EMBEDDINGS_BODY = 32 * MIB

# How each protocol reads a prompt and writes an answer.
MODULES: dict[str, Any] = {
    "chat": openai_chat,
    "responses": openai_responses,
    "messages": anthropic_messages,
    "count_tokens": anthropic_messages,
    "gemini": gemini_content,
}
ACTIONS = ("generateContent", "streamGenerateContent", "countTokens")

STREAM_HEADERS = {
    "Cache-Control": "no-cache",
    "Connection": "keep-alive",
    "X-Accel-Buffering": "no",
}


def endpoint(protocol: str) -> Callable[[HTTPRequest], Awaitable[Response]]:
    """Make the endpoint of "chat", "responses", "messages", "count_tokens", "embeddings" or "images"."""
    messages = protocol in ("messages", "count_tokens")

    async def serve(http: HTTPRequest) -> Response:
        exchange: Exchange = http.state.exchange
        key = authenticate(exchange)
        exchange.form = _form(protocol, key.provider)
        _refuse_provider(exchange, protocol, key)
        limit = exchange.switches.max_body
        if protocol == "embeddings":
            limit = min(limit, MAX_EMBEDDINGS_BODY)
        body = await bodies.read_json(exchange, http, limit)
        if protocol == "images":
            body.setdefault("model", openai_images.default_model())
        bodies.model_of(exchange, body, native_messages=messages and key.provider == "anthropic")
        # The handlers of /v1/messages leave a wrong `stream` to the provider.
        exchange.stream = body.get("stream") is True if messages else bodies.stream_of(body)
        _refuse_feature(exchange, protocol, key)
        beta = messages and ("anthropic-beta" in exchange.headers or "beta" in exchange.parameters)
        return _generate(exchange, protocol, f"{protocol} beta" if beta else protocol, key)

    return serve


async def gemini(http: HTTPRequest) -> Response:
    """POST /v1beta/models/{model}:{action}."""
    exchange: Exchange = http.state.exchange
    key = authenticate(exchange, gemini=True)
    _refuse_provider(exchange, "gemini", key)
    path = http.path_params["path"]
    model, _, action = path.partition(":")
    if not path:
        raise Refused(Fault(404, "not_found", "missing path"))
    if not model or not action:
        raise Refused(Fault(404, "not_found", "invalid model action path"))
    if action not in ACTIONS:
        raise Refused(Fault(404, "not_found", f"Unsupported action: {action}"))
    exchange.model, exchange.stream = model, action == "streamGenerateContent"
    raw = await bodies.read(http, exchange.switches.max_body)
    try:
        exchange.body = bodies.parse(raw, strict=False)
    except ValueError:
        # Not the gateway's business: None is what Google will refuse.
        exchange.body = None
    return _generate(exchange, "gemini", action, key)


async def websocket(http: HTTPRequest) -> Response:
    """GET /v1/responses; the mock speaks no WebSocket and answers as if a proxy had dropped the upgrade (2.14)."""
    exchange: Exchange = http.state.exchange
    authenticate(exchange)
    exchange.form = faults.openai
    raise Refused(Fault(426, "invalid_request_error", "WebSocket upgrade required (Upgrade: websocket)"))


def _form(protocol: str, provider: str) -> faults.Form:
    if protocol in ("messages", "count_tokens"):
        return faults.anthropic
    return faults.openai_code if protocol == "responses" and provider != "openai" else faults.openai


def _refuse_provider(exchange: Exchange, protocol: str, key: Key) -> None:
    """Refuse a key of a provider that does not serve the endpoint, before the body is read (2.6)."""
    match protocol, key.provider:
        case (("messages" | "count_tokens"), "openai") if not key.may("dispatch"):
            raise Refused(Fault(403, "permission_error", "This group does not allow /v1/messages dispatch"))
        case "count_tokens", "openai" if exchange.switches.old:
            raise Refused(Fault(404, "not_found_error", "Token counting is not supported for this platform"))
        case "embeddings", ("anthropic" | "gemini"):
            raise Refused(Fault(404, "not_found_error", "Embeddings API is not supported for this platform"))
        case "images", ("anthropic" | "gemini"):
            raise Refused(Fault(404, "not_found_error", "Images API is not supported for this platform"))
        case "gemini", ("openai" | "anthropic"):
            raise Refused(Fault(400, "invalid_argument", "API key group platform is not gemini"))


def _refuse_feature(exchange: Exchange, protocol: str, key: Key) -> None:
    """Refuse what the endpoint, or the group, does not do (2.6, 2.7)."""
    model = str(exchange.model)
    if protocol == "chat" and model.startswith(openai_images.IMAGE_MODEL):
        raise bodies.invalid("This model is not supported on the Chat Completions endpoint")
    if protocol == "responses" and key.provider == "openai":
        bodies.refuse_continuation(exchange.body)
    if protocol == "images":
        openai_images.validate(exchange.body, model)
        if not key.may("images"):
            raise Refused(Fault(403, "permission_error", "Image generation is not enabled for this group"))
    if protocol in ("chat", "responses") and key.may("claude-code-only"):
        message = "This group is restricted to Claude Code clients (/v1/messages only)"
        raise Refused(Fault(403, "permission_error", message))


def _generate(exchange: Exchange, protocol: str, kind: str, key: Key) -> Response:
    """Pass the key's state, then the provider's own check, and answer. kind: the published type of the body."""
    _refuse_state(exchange, protocol, key, counts=kind not in ("count_tokens", "countTokens"))
    if protocol == "embeddings":
        # No published model makes them, and that is what OpenAI answers.
        exchange.unexpected("model: makes no embeddings")
        raise Refused(upstream.failed(403, protocol, key.provider))
    if mistake := _mistake(exchange, protocol, kind):
        exchange.unexpected(f"{'.'.join(map(str, mistake.path)) or 'body'}: {mistake.why}")
        raise Refused(upstream.rejected(exchange, protocol, key.provider, mistake))
    if protocol == "images":
        return JSON(openai_images.whole(exchange))
    module = MODULES[protocol]
    prompt = module.prompt(exchange.body)
    if protocol == "count_tokens" or kind == "countTokens":
        return JSON(module.count(prompt))
    answer = reply(prompt, cached=key.may("cached"), bare_end=key.may("empty-chunk"))
    if not exchange.stream:
        return JSON(module.whole(exchange, answer))
    frames = module.stream(exchange, answer)
    if key.may("stream-broken"):
        begun = itertools.islice(frames, module.FRAMES_BEFORE_WORDS + 1)
        frames = itertools.chain(begun, [upstream.broken(exchange, protocol, key.provider)])
    array = protocol == "gemini" and exchange.parameters.get("alt") != "sse"
    media_type = "application/json; charset=utf-8" if array else "text/event-stream"
    # As a header, because Starlette would add a charset to a media type of text.
    return StreamingResponse(_paced(frames), headers=STREAM_HEADERS | {"Content-Type": media_type})


def _refuse_state(exchange: Exchange, protocol: str, key: Key, *, counts: bool) -> None:
    """Refuse what the key's state, its models and its provider refuse, in this order (2.8 to 2.11)."""
    state, provider = key.state, key.provider
    match state.stage, state.fault:
        case Stage.CONCURRENCY, Fault() as fault:
            raise Refused(upstream.concurrency(fault, provider, exchange))
        case Stage.LIMIT, Fault() as fault:
            raise Refused(fault)
    if state.stage is Stage.ACCOUNT:
        raise Refused(upstream.no_account(provider, exchange))
    if key.may("claude-code-only") and not exchange.headers.get("user-agent", "").startswith("claude-cli/"):
        raise Refused(upstream.no_account(provider, exchange, "this group only allows Claude Code clients"))
    if protocol == "responses" and provider == "gemini":
        # A guess (gateway.md 2.6): no handler of the gateway leads there.
        raise Refused(upstream.EXHAUSTED)
    if exchange.model not in key.models:
        raise Refused(upstream.no_model(exchange, provider))
    if state.upstream is not None:
        over = (
            counts
            and state.until is not None
            and exchange.session.generation(str(exchange.credential)) > state.until
        )
        if not over:
            raise Refused(upstream.failed(state.upstream, protocol, provider))


def _mistake(exchange: Exchange, protocol: str, kind: str) -> Mistake | None:
    """Find what the provider would refuse in a request that the gateway itself lets through."""
    if exchange.body is None:
        return Mistake((), "not JSON")
    if protocol == "responses" and str(exchange.model).startswith(openai_images.IMAGE_MODEL):
        return Mistake(("model",), "a model of images")
    return check(kind, exchange.body, exchange.stream)


async def _paced(frames: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Send each frame on its own, as a model's words come."""
    for frame in frames:
        yield frame
        await asyncio.sleep(0)
