"""The mock's routes, and what holds for every request (2.1)."""

import re
import uuid
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HTTPRequest
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.gateway.endpoints import BY_PATH, NEWER, RESPONSES
from tests.gateway.exchange import Exchange, Switches
from tests.gateway.faults import JSON, Refused, body_of, code_of, flat_form, response
from tests.gateway.generation import gemini, responses_socket, serving
from tests.gateway.models import gemini_model, gemini_models, models
from tests.gateway.usage import usage

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# Below these a wrong path is 404; every other one belongs to the console.
API_PATHS = re.compile(
    r"/(?:(?:v1|v1beta|backend-api|antigravity|images|videos|api|setup)/"
    r"|responses|(?:models|health|alpha/search)$)"
)
REQUEST_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
CONSOLE = """\
<!doctype html>
<html lang="en"><head><title>Console</title></head><body><div id="app"></div></body></html>
"""
CLIENT_CLOSED_REQUEST = 499

Serve = Callable[[HTTPRequest], Awaitable[Response]]


def mock(switches: Switches) -> ASGIApp:
    """Return the mock as an application, of which a `Recorder` hands the requests on."""
    app = Starlette(
        routes=routes(switches),
        exception_handlers={ClientDisconnect: _gone, HTTPException: _unknown_path},
    )
    app.router.redirect_slashes = False
    return WithHeaders(app)


def routes(switches: Switches) -> list[Route]:
    """Return the routes of the mock, each with its one method."""
    endpoints = [endpoint for endpoint in BY_PATH if not (switches.old and endpoint in NEWER)]
    generating = [
        _api_route("POST", path, serving(endpoint)) for endpoint in endpoints for path in endpoint.paths
    ]
    routes = [
        *generating,
        *(_api_route("GET", path, responses_socket) for path in RESPONSES.paths if not path.endswith("/")),
        _api_route("GET", "/v1/models", models),
        _api_route("GET", "/v1/usage", usage),
        _api_route("GET", "/v1beta/models", gemini_models),
        _api_route("GET", "/v1beta/models/{model}", gemini_model),
        _api_route("POST", "/v1beta/models/{path:path}", gemini),
        _route("GET", "/health", _health),
        _route("POST", "/api/event_logging/batch", _empty),
    ]
    # Before 2026-07-14 the console took this path.
    return routes if switches.old else [*routes, _api_route("GET", "/models", models)]


def _route(method: str, path: str, serve: Serve) -> Route:
    route = Route(path, serve)
    # Set afterwards, because Starlette adds HEAD to GET; the gateway does not have it.
    route.methods = {method}
    return route


def _api_route(method: str, path: str, serve: Serve) -> Route:
    """Return a route that authenticates: it has one header more, and refusals of its own."""

    async def refusing(http: HTTPRequest) -> Response:
        exchange: Exchange = http.state.exchange
        try:
            answer = await serve(http)
        except Refused as refused:
            form = refused.form or flat_form
            exchange.notes.error = code_of(body_of(refused.fault, form))
            if refused.fault.after:
                await exchange.session.clock.wait(refused.fault.after)
            answer = response(refused.fault, form)
        answer.headers["X-Client-Request-ID"] = _request_id(exchange, "x-client-request-id")
        return answer

    return _route(method, path, refusing)


async def _health(_: HTTPRequest) -> Response:
    return JSON({"status": "ok"})


async def _empty(_: HTTPRequest) -> Response:
    return Response()


async def _gone(_: HTTPRequest, __: Exception) -> Response:
    # Nobody will read it: it is what the session remembers.
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def _unknown_path(http: HTTPRequest, _: Exception) -> Response:
    """Answer a path that does not exist, or not with this method, which the gateway does not tell apart."""
    exchange: Exchange = http.state.exchange
    if not API_PATHS.match(exchange.path) or (exchange.switches.old and exchange.path == "/models"):
        return HTMLResponse(CONSOLE) if exchange.switches.root_fallback == "html" else _not_found()
    bare = exchange.path.removesuffix("/")
    # `/v1` itself is the console's page.
    is_page = exchange.method == "GET" and not API_PATHS.match(bare)
    if bare != exchange.path and (is_page or _exists(http, bare)):
        location = f"{bare}?{exchange.query}" if exchange.query else bare
        return RedirectResponse(location, status_code=301 if exchange.method == "GET" else 307)
    return _not_found()


def _exists(http: HTTPRequest, path: str) -> bool:
    scope = dict(http.scope) | {"path": path}
    return any(route.matches(scope)[0] is Match.FULL for route in http.app.routes)


def _not_found() -> Response:
    # As a header, because Starlette would add a charset.
    return Response("404 page not found", status_code=404, headers={"Content-Type": "text/plain"})


class WithHeaders:
    """What the gateway does to every answer, and to every preflight of a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        exchange: Exchange = scope["state"]["exchange"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.update(SECURITY_HEADERS)
                headers["X-Request-ID"] = _request_id(exchange, "x-request-id")
            await send(message)

        if exchange.method == "OPTIONS":
            # No origin is allowed, so every preflight is refused (CORS).
            await Response(status_code=403)(scope, receive, with_headers)
        else:
            await self._app(scope, receive, with_headers)


def _request_id(exchange: Exchange, header: str) -> str:
    """Return the client's own id if it sent a good one, else a UUID that counts the session's requests."""
    given = exchange.headers.get(header, "")
    return given if REQUEST_ID.fullmatch(given) else str(uuid.UUID(int=exchange.number))
