"""The mock's routes, and what holds for every request (gateway.md 2.1)."""

import re
import uuid
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.gateway.exchange import Exchange, Switches
from tests.gateway.faults import JSON, Refused, answer, sent, written
from tests.gateway.generation import endpoint, gemini, websocket
from tests.gateway.models import gemini_model, gemini_models, models
from tests.gateway.records import Request, Session
from tests.gateway.usage import usage
from tests.site.facts import api_hosts

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# Below these a wrong path is 404; every other one belongs to the console.
API_PATHS = re.compile(
    r"/(?:(?:v1|v1beta|backend-api|antigravity|images|videos|api|setup)/|responses|(?:models|health|alpha/search)$)"
)
REQUEST_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
CONSOLE = '<!doctype html>\n<html lang="en"><head><title>Console</title></head><body><div id="app"></div></body></html>\n'
CLIENT_CLOSED_REQUEST = 499

Log = Callable[[Request], None]
Endpoint = Callable[[HTTPRequest], Awaitable[Response]]


def build(switches: Switches, session_of: Callable[[int], Session | None], log: Log | None) -> ASGIApp:
    """Make the application. session_of: the session of a client's port. log: told of every request that is answered."""
    app = Starlette(
        routes=_routes(switches),
        exception_handlers={Refused: _refuse, ClientDisconnect: _gone, HTTPException: _unknown_path},
    )
    app.router.redirect_slashes = False
    return Recorder(app, switches, session_of, log)


def _routes(switches: Switches) -> list[Route]:
    responses = endpoint("responses")
    routes = [
        _route("POST", "/v1/chat/completions", endpoint("chat")),
        *(_route("POST", f"{base}/responses", responses) for base in ("/v1", "", "/backend-api/codex")),
        *(_route("POST", f"{base}/responses/", responses) for base in ("/v1", "", "/backend-api/codex")),
        *(_route("GET", f"{base}/responses", websocket) for base in ("/v1", "", "/backend-api/codex")),
        _route("POST", "/v1/messages", endpoint("messages")),
        _route("POST", "/v1/messages/count_tokens", endpoint("count_tokens")),
        _route("POST", "/v1/embeddings", endpoint("embeddings")),
        *(_route("POST", f"{base}/images/generations", endpoint("images")) for base in ("/v1", "")),
        _route("GET", "/v1/models", models),
        _route("GET", "/v1/usage", usage),
        _route("GET", "/v1beta/models", gemini_models),
        _route("GET", "/v1beta/models/{model}", gemini_model),
        _route("POST", "/v1beta/models/{path:path}", gemini),
        _route("GET", "/health", _health),
        _route("POST", "/api/event_logging/batch", _empty),
    ]
    # Before 2026-07-14 the console took this path.
    return routes if switches.old else [*routes, _route("GET", "/models", models)]


def _route(method: str, path: str, serve: Endpoint) -> Route:
    route = Route(path, serve)
    # Set afterwards, because Starlette adds HEAD to GET; the gateway does not have it.
    route.methods = {method}
    return route


async def _health(_: HTTPRequest) -> Response:
    return JSON({"status": "ok"})


async def _empty(_: HTTPRequest) -> Response:
    return Response()


async def _refuse(http: HTTPRequest, refused: Exception) -> Response:
    exchange: Exchange = http.state.exchange
    assert isinstance(refused, Refused)
    assert exchange.form is not None
    exchange.error = sent(written(refused.fault, exchange.form))
    return answer(refused.fault, exchange.form)


async def _gone(_: HTTPRequest, __: Exception) -> Response:
    # Nobody will read it: it is what the session remembers.
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def _unknown_path(http: HTTPRequest, _: Exception) -> Response:
    """Answer a path that does not exist, or not with this method, which the gateway does not tell apart."""
    exchange: Exchange = http.state.exchange
    if not API_PATHS.match(exchange.path) or (exchange.switches.old and exchange.path == "/models"):
        return HTMLResponse(CONSOLE) if exchange.switches.root_fallback == "html" else _not_found()
    bare = exchange.path.removesuffix("/")
    if bare != exchange.path and _exists(http, bare):
        location = f"{bare}?{exchange.query}" if exchange.query else bare
        return RedirectResponse(location, status_code=301 if exchange.method == "GET" else 307)
    return _not_found()


def _exists(http: HTTPRequest, path: str) -> bool:
    scope = dict(http.scope) | {"path": path}
    return any(route.matches(scope)[0] is Match.FULL for route in http.app.routes)


def _not_found() -> Response:
    # As a header, because Starlette would add a charset.
    return Response("404 page not found", status_code=404, headers={"Content-Type": "text/plain"})


class Recorder:
    """Finds the session of a request, adds the headers that every answer has, and records what was answered."""

    def __init__(
        self, app: ASGIApp, switches: Switches, session_of: Callable[[int], Session | None], log: Log | None
    ):
        self._app = app
        self._switches = switches
        self._session_of = session_of
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = self._session_of(scope["client"][1])
        if session is None:
            # Not through a session's proxy: nobody would see what was asked.
            await PlainTextResponse("use the proxy of a session", status_code=421)(scope, receive, send)
            return
        exchange = Exchange(scope, session, self._switches)
        scope["state"]["exchange"] = exchange

        async def recording(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(exchange, MutableHeaders(raw=message["headers"]))
                request = exchange.record(message["status"])
                if self._log is not None:
                    self._log(request)
            await send(message)

        if exchange.host not in api_hosts():
            exchange.unexpected(f"Host: {exchange.host or 'none'}")
        if exchange.method == "OPTIONS":
            # No origin is allowed, so every preflight is refused (CORS).
            await Response(status_code=403)(scope, receive, recording)
        else:
            await self._app(scope, receive, recording)


def _add_headers(exchange: Exchange, headers: MutableHeaders) -> None:
    headers.update(SECURITY_HEADERS)
    headers["X-Request-ID"] = _request_id(exchange, "x-request-id")
    if exchange.form is not None:
        headers["X-Client-Request-ID"] = _request_id(exchange, "x-client-request-id")


def _request_id(exchange: Exchange, header: str) -> str:
    """Give back the client's own id if it sent a good one, else a UUID that counts the session's requests."""
    given = exchange.headers.get(header, "")
    return given if REQUEST_ID.fullmatch(given) else str(uuid.UUID(int=exchange.number))
