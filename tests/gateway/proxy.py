"""A session's CONNECT proxy: the mock's hosts lead to the mock, every other host is refused and noted."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Collection

HTTPS = 443
HEAD_TIMEOUT = 30  # seconds
CHUNK = 65536  # bytes
AUTHORITY = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+):(?P<port>\d{1,5})", re.ASCII)
ABSOLUTE = re.compile(
    r"http://(?:[^/?#@\s]*@)?(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?(?:[/?#]|$)", re.ASCII
)


class Proxy:
    """Serves one loopback port in the running event loop.

    mock: the mock's port. hosts: those that lead there. refused: told "host:port" of whatever leads
    elsewhere. tunnel: told the local port of every connection to the mock, which is the client's port as the
    mock sees it, before a byte goes through.
    """

    def __init__(
        self,
        mock: int,
        hosts: Collection[str],
        refused: Callable[[str], None],
        tunnel: Callable[[int], None],
    ):
        self._mock = mock
        self._hosts = hosts
        self._refused = refused
        self._tunnel = tunnel
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on a port of 127.0.0.1, a free one for 0, and return it. Raises OSError if it is taken."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port)
        number: int = self._server.sockets[0].getsockname()[1]
        return number

    async def stop(self) -> None:
        """Close the port and every connection."""
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # A client may go away at any time, and the proxy may stop; neither is worth a word.
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self._serve(reader, writer)
        await _close(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_TIMEOUT):
                head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return
        except asyncio.LimitOverrunError:
            await _reply(writer, "431 Request Header Fields Too Large")
            return
        method, _, rest = head.split(b"\r\n", 1)[0].decode("latin-1").partition(" ")
        target, _, version = rest.partition(" ")
        match = (AUTHORITY if method == "CONNECT" else ABSOLUTE).match(target)
        if match is None or not version.startswith("HTTP/1."):
            await _reply(writer, "400 Bad Request")
            return
        host, port = match["host"].lower(), int(match["port"] or 80)
        if method != "CONNECT" or host not in self._hosts or port != HTTPS:
            self._refused(f"{host}:{port}")
            await _reply(writer, "403 Forbidden", f"{host}:{port} is not a documented API host\n")
            return
        await self._connect(reader, writer)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        mock_reader, mock_writer = await asyncio.open_connection("127.0.0.1", self._mock)
        try:
            self._tunnel(mock_writer.get_extra_info("sockname")[1])
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            ways = {
                asyncio.ensure_future(_pump(reader, mock_writer)),
                asyncio.ensure_future(_pump(mock_reader, writer)),
            }
            try:
                # When the mock has closed there is nothing left to say; a client that closed may still be
                # read to.
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        finally:
            await _close(mock_writer)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(CHUNK):
            sink.write(data)
            await sink.drain()


async def _reply(writer: asyncio.StreamWriter, status: str, text: str = "") -> None:
    head = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/plain",
        f"Content-Length: {len(text)}",
        "Connection: close",
    ]
    writer.write("\r\n".join([*head, "", text]).encode())
    await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError, asyncio.CancelledError):
        await writer.wait_closed()
