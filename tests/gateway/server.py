"""The mock gateway as a whole: TLS, the web server and the sessions' proxies, in a thread of their own."""

import asyncio
import contextlib
import logging
import ssl
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import h11
import trustme
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from tests.gateway.app import mock
from tests.gateway.clock import Clock
from tests.gateway.exchange import Switches
from tests.gateway.proxy import Proxy
from tests.gateway.recording import Log, Recorder
from tests.gateway.records import Session
from tests.site.facts import api_hosts

START_TIMEOUT = 30  # seconds
PROXY_VARIABLES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY")
CA_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")

T = TypeVar("T")

# uvicorn says this as well where an upgrade to WebSocket was refused with an answer, which is all right.
REFUSED_UPGRADE = "ASGI callable returned without completing handshake."
logging.getLogger("uvicorn.error").addFilter(lambda record: record.getMessage() != REFUSED_UPGRADE)


class GatewayHTTP(H11Protocol):
    """uvicorn's HTTP/1.1, plus the two cases of malformed input that it leaves unanswered."""

    def send_400_response(self, msg: str) -> None:
        """Answer bytes that are no HTTP, wherever in a request they come."""
        # uvicorn's annotation leaves out that there is none before the first request.
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or (cycle.response_complete and self.conn.our_state is h11.IDLE):
            super().send_400_response(msg)
        elif cycle.response_started:
            # Too late to say anything.
            self.transport.close()
        else:
            # The head was good, the body is not: the route answers (2.7, "upload broken").
            cycle.scope["state"]["upload_broken"] = True
            cycle.keep_alive = False
            cycle.more_body = False
            cycle.message_event.set()


class Gateway:
    """The mock gateway; use it as a context manager. For the switches see `exchange.Switches`.

    log: told of every request that is answered, in the gateway's thread. app: answers instead of the mock.
    """

    def __init__(self, *, log: Log | None = None, app: ASGIApp | None = None, **switches: Any):
        self.switches = Switches(**switches)
        self._hosts = (*api_hosts(), *self.switches.plays)
        self._app = app or mock(self.switches)
        self._log = log
        self._sessions: dict[int, Session] = {}
        self._exit = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gateway-")))
            certificate = self._certify(folder)
            self.certificate_authority = folder / "ca.pem"
            self._loop = asyncio.new_event_loop()
            stack.callback(self._loop.close)
            self._server = uvicorn.Server(self._config(certificate))
            thread = threading.Thread(target=self._serve, name="gateway", daemon=True)
            started = self._started = threading.Event()
            thread.start()
            stack.callback(thread.join)
            stack.callback(self._stop)
            if not started.wait(START_TIMEOUT) or not self._server.started:
                raise RuntimeError("the mock gateway did not start")
            self._exit = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exit.close()

    def _stop(self) -> None:
        self._server.should_exit = True

    @contextlib.contextmanager
    def session(self, name: str, port: int = 0) -> Iterator[Session]:
        """Open a session on its own proxy port (0: a free one). Raises OSError if the port is taken."""
        session = Session(name, {}, Clock(real=self.switches.real_time))
        proxy = Proxy(
            self._port,
            self._hosts,
            session.refused.append,
            lambda tunnel: self._sessions.update({tunnel: session}),
        )
        address = f"http://127.0.0.1:{self._run(proxy.start(port))}"
        session.env.update(dict.fromkeys(PROXY_VARIABLES, address))
        session.env.update(dict.fromkeys(CA_VARIABLES, str(self.certificate_authority)))
        session.env["NODE_USE_ENV_PROXY"] = "1"
        try:
            yield session
        finally:
            self._run(proxy.stop())
            self._run(self._forget(session))

    async def _forget(self, session: Session) -> None:
        """Forget a session's tunnels: the system gives their ports to others, who are no clients of it."""
        for tunnel in [tunnel for tunnel, one in self._sessions.items() if one is session]:
            del self._sessions[tunnel]

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _certify(self, folder: Path) -> Path:
        """Write the authority that clients are to trust, and the certificate of every host of the mock."""
        authority = trustme.CA(organization_name="Mock gateway of the documentation")
        authority.cert_pem.write_to_path(folder / "ca.pem")
        certificate = folder / "hosts.pem"
        authority.issue_cert(*self._hosts).private_key_and_cert_chain_pem.write_to_path(certificate)
        return certificate

    def _config(self, certificate: Path) -> uvicorn.Config:
        return uvicorn.Config(
            Recorder(self._app, self.switches, self._sessions.get, self._log),
            host="127.0.0.1",
            port=0,
            ssl_certfile=certificate,
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
            http=GatewayHTTP,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            # A client's bad bytes are warnings; an error is one of the mock's own, and must be seen.
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
        )

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main())

    async def _main(self) -> None:
        serving = asyncio.ensure_future(self._server.serve())
        try:
            while not self._server.started and not serving.done():
                await asyncio.sleep(0.01)
            if self._server.started:
                self._port: int = self._server.servers[0].sockets[0].getsockname()[1]
        finally:
            self._started.set()
        await serving
