"""Upgrades to WebSocket (2.14).

The client is the one of asyncio. The other reads in a thread while it writes in the caller's: two at once in
one TLS connection, in which a request was lost now and then.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from tests.gateway import Session
from tests.gateway.tests.testing import ANTHROPIC, MESSAGES, OPENAI, RESPONSES, tls
from tests.site.facts import api_hosts


def run(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run it in a thread: this one has the loop of the browser's driver."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()


def upgraded(session: Session, path: str, key: str) -> connect:
    return connect(
        f"wss://{api_hosts()[0]}{path}",
        ssl=tls(session),
        proxy=session.env["HTTPS_PROXY"],
        additional_headers={"Authorization": f"Bearer {key}"},
    )


@pytest.mark.parametrize("key", [OPENAI, ANTHROPIC])
def test_it_is_accepted_and_closed_at_the_first_message(session: Session, key: str) -> None:
    async def converse() -> None:
        async with asyncio.timeout(10), upgraded(session, RESPONSES, key) as socket:
            # The second is never answered. On its way it may meet the close, which the reading then finds.
            with contextlib.suppress(ConnectionClosedError):
                await socket.send('{"type": "response.create"}')
                await socket.send('{"type": "response.create"}')
            await socket.recv()

    with pytest.raises(ConnectionClosedError) as closed:
        run(converse)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1013, "no available account")
    [request] = session.requests
    assert (request.line, request.status) == (f"GET {RESPONSES}", 101)


@pytest.mark.parametrize(
    ("path", "key", "status", "body"),
    [
        (RESPONSES, "sk-unknown-key", 401, b'{"code":"INVALID_API_KEY","message":"Invalid API key"}'),
        (
            RESPONSES,
            "sk-your-expired-key",
            403,
            '{"code":"API_KEY_EXPIRED","message":"API key 已过期"}'.encode(),
        ),
        (MESSAGES, ANTHROPIC, 404, b"404 page not found"),
    ],
)
def test_a_refusal_is_the_answer_to_an_upgrade(
    session: Session, path: str, key: str, status: int, body: bytes
) -> None:
    async def knock() -> None:
        async with upgraded(session, path, key):
            pass

    with pytest.raises(InvalidStatus) as refused:
        run(knock)
    response = refused.value.response
    assert (response.status_code, response.body) == (status, body)
    assert "X-Request-ID" in response.headers
    assert [request.status for request in session.requests] == [status]


def test_the_client_may_leave_without_a_word(session: Session) -> None:
    async def leave() -> None:
        async with upgraded(session, RESPONSES, OPENAI):
            pass

    run(leave)
    assert [request.status for request in session.requests] == [101]
