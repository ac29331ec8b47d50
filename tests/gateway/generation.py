"""How the endpoints that generate or count answer: the order of refusals, and the answer (2.6 to 2.13)."""

import itertools
from collections.abc import Awaitable, Callable

from starlette.requests import Request as HTTPRequest
from starlette.responses import Response

from tests.gateway import bodies, openai_images, signatures, streams, upstream, websocket
from tests.gateway.answers import input_tokens, keeps, reply
from tests.gateway.arriving.lost import lost
from tests.gateway.auth import authenticate
from tests.gateway.conversation import Prompt
from tests.gateway.endpoint import Endpoint, Wire
from tests.gateway.endpoints import CHAT, GOOGLE_ACTIONS, RESPONSES
from tests.gateway.exchange import Call, Door, Exchange, JSONObject
from tests.gateway.faults import JSON, Fault, Refused, google_form, openai_form, refusals_in
from tests.gateway.gemini_content import EVENTS, media_type
from tests.gateway.keys import Key, Stage
from tests.gateway.prompts import READ
from tests.gateway.published import Mistake, check


def serving(endpoint: Endpoint) -> Callable[[HTTPRequest], Awaitable[Response]]:
    """Return what answers a request to one of the endpoint's paths."""

    async def serve(http: HTTPRequest) -> Response:
        exchange: Exchange = http.state.exchange
        key = authenticate(exchange, endpoint.door)
        with refusals_in(endpoint.form(key.provider)):
            _refuse_provider(endpoint, exchange, key)
            call = await _read(endpoint, exchange, key, http)
            for refuse in endpoint.checks:
                refuse(call)
            return await _answer(call)

    return serve


async def gemini(http: HTTPRequest) -> Response:
    """POST /v1beta/models/{model}:{action}."""
    exchange: Exchange = http.state.exchange
    key = authenticate(exchange, Door.V1BETA)
    with refusals_in(google_form):
        model, _, action = http.path_params["path"].partition(":")
        endpoint = GOOGLE_ACTIONS.get(action)
        _refuse_provider(endpoint or GOOGLE_ACTIONS["generateContent"], exchange, key)
        if not http.path_params["path"]:
            raise Refused(Fault(404, "not_found", "missing path"))
        if not model or not action:
            raise Refused(Fault(404, "not_found", "invalid model action path"))
        if endpoint is None:
            raise Refused(Fault(404, "not_found", f"Unsupported action: {action}"))
        if "/" in model and not exchange.switches.old:
            raise Refused(Fault(400, "invalid_argument", "Invalid model in URL"))
        notes = exchange.notes
        notes.model, notes.stream = model, action == "streamGenerateContent"
        raw = await bodies.read(http, exchange.switches.max_body)
        try:
            notes.body = bodies.parse(raw, strict=False)
        except ValueError:
            # Not the gateway's business: None is what Google will refuse.
            notes.body = None
        return await _answer(Call(endpoint, exchange, key, notes.body, model, notes.stream))


async def responses_socket(http: HTTPRequest) -> Response:
    """GET /v1/responses: an upgrade to WebSocket is accepted, nothing else is (2.14)."""
    authenticate(http.state.exchange, RESPONSES.door)
    if websocket.is_upgrade(http.scope):
        return Response(status_code=websocket.SWITCHING)
    with refusals_in(openai_form):
        raise Refused(Fault(426, "invalid_request_error", "WebSocket upgrade required (Upgrade: websocket)"))


def _refuse_provider(endpoint: Endpoint, exchange: Exchange, key: Key) -> None:
    """Refuse a key of a provider that does not serve the endpoint, before the body is read (2.6)."""
    if fault := endpoint.closed(key, exchange.switches):
        raise Refused(fault)


async def _read(endpoint: Endpoint, exchange: Exchange, key: Key, http: HTTPRequest) -> Call:
    """Read and note what is asked. Raises Refused in the order of 2.7."""
    most = exchange.switches.max_body
    limit = min(most, endpoint.limit or most)
    # The gateway's own reading of Chat Completions replaces what is no UTF-8; elsewhere the bytes are handed
    # on.
    body = await bodies.read_json(exchange, http, limit, "replace" if endpoint is CHAT else "strict")
    if endpoint.default_model:
        body.setdefault("model", endpoint.default_model())
    is_native_message = endpoint.lenient and key.provider == "anthropic"
    notes = exchange.notes
    notes.model = bodies.model_of(body, is_native_message=is_native_message)
    if endpoint.lenient and not is_native_message:
        notes.stream = body.get("stream") is True
    else:
        notes.stream = bodies.stream_of(body, is_message=is_native_message)
    return Call(endpoint, exchange, key, body, notes.model, notes.stream)


async def _answer(call: Call) -> Response:
    """Pass the key's state, then the provider's own check, and answer."""
    endpoint = call.endpoint
    if call.key.state.stage is Stage.CONCURRENCY and call.key.state.fault:
        fault = upstream.concurrency(call.key.state.fault, call)
        if call.stream and endpoint.door is not Door.V1BETA:
            return await streams.waiting(call, fault)
        raise Refused(fault)
    _refuse_state(call)
    if not (endpoint.wires or endpoint.direct or endpoint.count):
        # No published model makes embeddings, and that is what OpenAI answers.
        call.exchange.unexpected("model: makes no embeddings")
        raise Refused(upstream.failed(403, call))
    _reject(call, _mistake(call))
    sent = _sent(call)
    _reject(call, signatures.foreign(call.provider, sent))
    if endpoint.direct:
        return JSON(endpoint.direct(call))
    prompt = READ[call.provider](sent)
    if endpoint.count:
        return JSON(endpoint.count(input_tokens(prompt)))
    return _generated(endpoint.wires[call.provider], call, prompt)


def _sent(call: Call) -> JSONObject:
    """Return what arrives at the provider, and note what the session is to know of it (2.17)."""
    notes = call.exchange.notes
    sends = call.endpoint.sends.get(call.provider, _as_it_is)
    sent = sends(call)
    notes.sent, notes.lost = sent, tuple(lost(call, sends))
    notes.instructed = "instructions" not in sent or sent["instructions"] == call.body.get("instructions")
    return sent


def _as_it_is(call: Call) -> JSONObject:
    body: JSONObject = call.body
    return body


def _generated(wire: Wire, call: Call, prompt: Prompt) -> Response:
    key = call.key
    known = call.exchange.session.kept(keeps(prompt))
    answer = reply(prompt, cached=key.has("cached"), known=known, bare_end=key.has("empty-chunk"))
    is_broken = key.has("stream-broken")
    if not call.stream:
        if is_broken and call.endpoint is CHAT and call.provider == "openai":
            # The gateway always streams from OpenAI.
            raise Refused(upstream.FAILED if call.exchange.switches.old else upstream.failed(500, call))
        return JSON(wire.whole(call, answer))
    frames = wire.stream(call, answer)
    if is_broken:
        begun = itertools.islice(frames, wire.frames_before_words(call) + 1)
        frames = itertools.chain(begun, [wire.interrupted(call)])
    return streams.streamed(frames, media_type(call) if call.endpoint.door is Door.V1BETA else EVENTS)


def _refuse_state(call: Call) -> None:
    """Refuse what the key's state, its models and its provider refuse, in this order (2.8 to 2.11)."""
    state = call.key.state
    if state.stage is Stage.LIMIT and state.fault:
        raise Refused(state.fault)
    if state.stage is Stage.ACCOUNT:
        raise Refused(upstream.no_account(call))
    is_claude_code = call.exchange.headers.get("user-agent", "").startswith("claude-cli/")
    if call.key.has("claude-code-only") and not is_claude_code:
        raise Refused(upstream.no_account(call, "this group only allows Claude Code clients"))
    if call.provider == "gemini" and (unknown := upstream.of_google(call)):
        raise Refused(unknown)
    # Blanks around a model's name do not matter, and come back in the answer.
    if call.model.strip() not in call.key.models:
        raise Refused(upstream.no_model(call))
    if state.upstream is not None:
        _fail(call, state.upstream, state.until)


def _fail(call: Call, status: int, until: int | None) -> None:
    """Refuse what the provider fails to answer, and what comes while the account rests after that (2.11)."""
    session, key = call.exchange.session, str(call.exchange.notes.credential)
    if until is None:
        rests = session.rests(key)
    else:
        # Counting tokens does not count.
        number = 1 if call.endpoint.count else session.generation(key)
        if number > until:
            return
        rests = number > 1
    if rests:
        raise Refused(upstream.no_account(call))
    if status in upstream.TIRING:
        session.rest(key)
    raise Refused(upstream.failed(status, call))


def _reject(call: Call, mistake: Mistake | None) -> None:
    """Refuse as the provider refuses a body, if there is a mistake in it."""
    if mistake:
        call.exchange.unexpected(f"{'.'.join(map(str, mistake.path)) or 'body'}: {mistake.why}")
        raise Refused(upstream.rejected(call, mistake))


def _mistake(call: Call) -> Mistake | None:
    """Return what the provider would refuse in a request that the gateway itself lets through."""
    if call.body is None:
        return Mistake((), "not JSON")
    if call.endpoint is RESPONSES and call.model.startswith(openai_images.IMAGE_MODEL):
        return Mistake(("model",), "a model of images")
    exchange = call.exchange
    is_beta = "anthropic-beta" in exchange.headers or "beta" in exchange.parameters
    return check(call.endpoint.bodies.of(stream=call.stream, beta=is_beta), call.body)
