"""Every request is recorded in its session, whatever answers it (2.15)."""

import re
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.gateway import websocket
from tests.gateway.exchange import Exchange, Switches
from tests.gateway.records import CREDENTIAL_HEADERS, Answer, Request, Session
from tests.site.facts import api_hosts

Log = Callable[[Request], None]


class Recorder:
    """Finds the session of a request, and records there what the application answered.

    `session_of` finds the session of a client's port; `log` is told of every request that is answered.
    """

    def __init__(
        self, app: ASGIApp, switches: Switches, session_of: Callable[[int], Session | None], log: Log | None
    ) -> None:
        self._app = app
        self._switches = switches
        self._session_of = session_of
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "websocket":
            await websocket.served(self, scope, receive, send)
            return
        session = self._session_of(scope["client"][1])
        if session is None:
            # Not through a session's proxy: nobody would see what was asked.
            await PlainTextResponse("use the proxy of a session", status_code=421)(scope, receive, send)
            return
        scope = self._as_played(scope)
        exchange = Exchange(scope, session, self._switches)
        scope["state"]["exchange"] = exchange

        answer = Answer()

        async def recording(message: Message) -> None:
            answer.body += message.get("body", b"")
            if message["type"] == "http.response.start":
                answer.headers = {
                    name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]
                }
                request = exchange.record(message["status"], answer)
                if self._log is not None:
                    self._log(request)
            await send(message)

        if exchange.host not in (*api_hosts(), *self._switches.plays):
            exchange.unexpected(f"Host: {exchange.host or 'none'}")
        await self._app(scope, receive, recording)

    def _as_played(self, scope: Scope) -> Scope:
        """Return a request to a provider's own host as the gateway would have got it.

        There the provider's key is the one that works, and Google has other versions of its paths, too.
        """
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        provider = self._switches.plays.get(dict(headers).get("host", ""))
        if provider is None:
            return scope
        path = re.sub(r"^/v[^/]+/", "/v1beta/", scope["path"]) if provider == "gemini" else scope["path"]
        ours = [(name, _as_ours(name, value, provider)) for name, value in headers]
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in ours]
        return {**scope, "headers": encoded, "path": path}


def own_key(provider: str) -> str:
    """Return the key that a provider's own host takes, where the mock plays it."""
    return f"sk-own-{provider}-key"


def _as_ours(name: str, value: str, provider: str) -> str:
    """Return a header's value with the gateway's key for that of the provider, and none for any other."""
    if name not in CREDENTIAL_HEADERS:
        return value
    scheme, blank, key = value.rpartition(" ")
    return f"{scheme}{blank}sk-{'your' if key == own_key(provider) else 'foreign'}-{provider}-key"
