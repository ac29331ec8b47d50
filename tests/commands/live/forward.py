"""The application in the mock's place: it hands each request on to the real gateway, and its answer back."""

import json
import ssl
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.requests import Request as HTTPRequest
from starlette.types import Receive, Scope, Send

from tests.commands.live.keys import Keys, Scrubber
from tests.gateway.exchange import Exchange
from tests.site.facts import api_hosts

# Seconds. A model may think for minutes before its first word.
TIMEOUT = httpx.Timeout(300, connect=20)
# Of one hop (RFC 9110, 7.6.1), or made anew on the way.
OF_A_HOP = {
    "connection",
    "content-encoding",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "accept-encoding",
}


@dataclass
class Upstream:
    """The real gateway, and how to get there.

    url: instead of the API host that the client named, such as "https://127.0.0.1:8443". proxy, verify: of
    httpx; without them those of the environment count. limit: the most requests. `sent` counts them, and
    `failures` says why one did not get there.
    """

    keys: Keys
    url: str = ""
    limit: int = 1000
    proxy: str | None = None
    verify: ssl.SSLContext | bool = True
    sent: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def is_used_up(self) -> bool:
        """Whether no request may be sent any more."""
        return self.sent >= self.limit

    def client(self) -> httpx.AsyncClient:
        """Return a client of the gateway."""
        return httpx.AsyncClient(timeout=TIMEOUT, proxy=self.proxy, verify=self.verify)

    def address(self, host: str, target: str) -> str:
        """Return the address of a path and its query, with the key."""
        return f"{self.url.rstrip('/') or f'https://{host}'}{self.keys.put_in(target)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as the gateway does."""
        exchange: Exchange = scope["state"]["exchange"]
        body = await HTTPRequest(scope, receive).body()
        _note(exchange, body)
        if scope.get("is_upgrade"):
            await _send_whole(send, 426, "make live hands no WebSocket on")
            return
        if exchange.host != api_hosts()[0]:
            # A client names the host; a key belongs to one site, and goes nowhere else.
            self.failures.append(
                f"{exchange.method} {exchange.path}: the host {exchange.host!r} is another one"
            )
            await _send_whole(send, 421, f"make live: {self.failures[-1]}")
            return
        if self.is_used_up:
            self.failures.append(f"the limit of {self.limit} requests is reached")
            await _send_whole(send, 503, f"make live: {self.failures[-1]}")
            return
        self.sent += 1
        async with self.client() as client:
            await self._hand_on(client, exchange, body, send)

    async def _hand_on(self, client: httpx.AsyncClient, exchange: Exchange, body: bytes, send: Send) -> None:
        request = self._request(client, exchange, body)
        asked = f"{exchange.method} {exchange.path}"
        try:
            answer = await client.send(request, stream=True)
        except httpx.HTTPError as error:
            # The words of some errors have the address in them, and so a key.
            why = self.keys.taken_out(f"{type(error).__name__}: {error}")
            self.failures.append(f"{asked}: {why}")
            await _send_whole(send, 502, f"make live: the gateway cannot be reached. {why}")
            return
        await send(
            {"type": "http.response.start", "status": answer.status_code, "headers": self._head(answer)}
        )
        scrubber = Scrubber(self.keys)
        try:
            async for piece in answer.aiter_raw():
                await _send_piece(send, scrubber.feed(piece))
        except httpx.HTTPError as error:
            # Without an end, so that the client sees that it broke off.
            self.failures.append(f"{asked}: the answer broke off ({type(error).__name__})")
            return
        await _send_piece(send, scrubber.rest(), more=False)

    def _request(self, client: httpx.AsyncClient, exchange: Exchange, body: bytes) -> httpx.Request:
        target = f"{exchange.path}?{exchange.query}" if exchange.query else exchange.path
        headers = [
            (name, self.keys.put_in(value))
            for name, value in exchange.headers.items()
            if name not in OF_A_HOP
        ]
        # What is packed cannot be searched for a key.
        headers.append(("accept-encoding", "identity"))
        address = self.address(exchange.host, target)
        return client.build_request(exchange.method, address, headers=headers, content=body)

    def _head(self, answer: httpx.Response) -> list[tuple[bytes, bytes]]:
        kept = [(name, value) for name, value in answer.headers.multi_items() if name not in OF_A_HOP]
        return [
            (name.encode(), self.keys.taken_out(value).encode("utf-8", "replace")) for name, value in kept
        ]


async def _send_piece(send: Send, piece: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": more})


async def _send_whole(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await _send_piece(send, text.encode(), more=False)


def _note(exchange: Exchange, body: bytes) -> None:
    """Note of a request what the reader checks."""
    try:
        exchange.notes.body = json.loads(body)
    except ValueError:
        return
    parsed: Any = exchange.notes.body
    model = parsed.get("model") if isinstance(parsed, dict) else None
    exchange.notes.model = model if isinstance(model, str) else None
