"""What stands in for codex-responses-api-proxy, which codex-action starts and no registry here has.

By its README at openai/codex 7116353: `POST /v1/responses` goes to the upstream URL, with the key as Bearer
and the headers as they came; anything else is 403.
"""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

OWN = {"authorization", "connection", "content-length", "host"}


@contextmanager
def forwarding(upstream: str, key: str, network: Mapping[str, str]) -> Iterator[int]:
    """Forward what arrives at 127.0.0.1, through `network`, to `upstream`; give the port."""
    trusted = ssl.create_default_context(cafile=network["SSL_CERT_FILE"])
    with httpx.Client(proxy=network["HTTPS_PROXY"], verify=trusted, timeout=60) as client:

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.path != "/v1/responses":
                    self.send_error(403)
                    return
                headers = {name: value for name, value in self.headers.items() if name.lower() not in OWN}
                answer = client.post(
                    upstream, content=body, headers=headers | {"authorization": f"Bearer {key}"}
                )
                self.send_response(answer.status_code)
                self.send_header("content-type", answer.headers["content-type"])
                self.send_header("content-length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def do_GET(self) -> None:
                self.send_error(403)

            def log_message(self, *_: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server.server_port
            server.shutdown()
