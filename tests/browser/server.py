"""The built site as a static host serves it: precompressed, with a 404 page, on 127.0.0.1."""

import logging
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

START_TIMEOUT = 30  # seconds
TYPES = {".js": "text/javascript", ".md": "text/markdown; charset=utf-8"}


class SiteServer:
    """Serves `folder`; use it as a context manager. `url` is its origin, without a slash at the end.

    `gone` are paths that are answered with 503 and an empty body, as if the file did not arrive.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder.resolve()
        self.gone: set[str] = set()
        routes = [Route("/{path:path}", self._answer)]
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                host="127.0.0.1",
                port=port,
                lifespan="off",
                log_config=None,
                log_level=logging.ERROR,
                access_log=False,
            )
        )
        self._thread = threading.Thread(target=self._server.run, name="site", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        waited = threading.Event()
        for _ in range(START_TIMEOUT * 100):
            if self._server.started:
                self.url = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"
                return self
            waited.wait(0.01)
        raise RuntimeError(f"the server of {self.folder} did not start")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    async def _answer(self, request: Request) -> Response:
        path = request.url.path
        if path in self.gone:
            return Response(status_code=503)
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.folder):
            return Response(status_code=400)
        if file.is_dir():
            if not path.endswith("/"):
                return RedirectResponse(f"{path}/")
            file /= "index.html"
        if file.is_file():
            return _send(file, request)
        # Hosts take the nearest 404 page; GitHub Pages has only that of the root.
        near = next(folder / "404.html" for folder in file.parents if (folder / "404.html").exists())
        return _send(near, request, status=404)


def _send(file: Path, request: Request, status: int = 200) -> Response:
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    packed = file.with_name(f"{file.name}.gz")
    if "gzip" in request.headers.get("Accept-Encoding", "") and packed.exists():
        headers["Content-Encoding"] = "gzip"
    else:
        packed = file
    # FileResponse would guess the type from the name of the packed file.
    media = TYPES.get(file.suffix) or FileResponse(file).media_type
    return FileResponse(packed, status_code=status, headers=headers, media_type=media)
