"""Answers that come in pieces: of a model, and of a gateway that waits for a free place (2.9, 2.12)."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from starlette.responses import StreamingResponse

from tests.gateway import upstream
from tests.gateway.exchange import Call
from tests.gateway.faults import Fault, body_of, code_of, encode, openai_form
from tests.gateway.gemini_content import EVENTS

HEADERS = {
    "Cache-Control": "no-cache",
    "Connection": "keep-alive",
    "X-Accel-Buffering": "no",
}


def streamed(frames: Iterator[bytes], media_type: str) -> StreamingResponse:
    """Return a stream of frames."""
    return _response(_paced(frames), media_type)


async def waiting(call: Call, fault: Fault) -> StreamingResponse:
    """Wait for a place that does not become free: after a while a stream begins, and ends with the fault."""
    await call.exchange.session.clock.wait(upstream.PING_SECONDS)
    call.exchange.notes.error = code_of(_body(fault))
    return _response(_signs_of_life(call, fault), EVENTS)


def _response(frames: AsyncIterator[bytes], media_type: str) -> StreamingResponse:
    # As a header, because Starlette would add a charset to a media type of text.
    return StreamingResponse(frames, headers=HEADERS | {"Content-Type": media_type})


async def _paced(frames: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Send each frame on its own, as a model's words come."""
    for frame in frames:
        yield frame
        await asyncio.sleep(0)


async def _signs_of_life(call: Call, fault: Fault) -> AsyncIterator[bytes]:
    is_openai = call.provider == "openai"
    for _ in range(upstream.PING_SECONDS, upstream.SLOT_SECONDS, upstream.PING_SECONDS):
        yield b":\n\n" if is_openai else b'data: {"type": "ping"}\n\n'
        await call.exchange.session.clock.wait(upstream.PING_SECONDS)
    yield (b"event: error\n" if is_openai else b"") + b"data: " + encode(_body(fault)) + b"\n\n"


def _body(fault: Fault) -> dict[str, object]:
    return body_of(fault, openai_form)
