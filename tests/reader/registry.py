"""npm's registry as the locks have it, on 127.0.0.1: it offers each locked release, and knows of no other.

A page says `npm install openai`, without a version, and runs as shown. What it gets must not depend on the
day. So the packuments (the lists of releases that npm asks for) are made from a lock, and npm finds the
archives in the cache that the set-up filled, where it keeps them by their hash. Nothing is asked of the
network.

    /<lock>/<package>   the packument; npm's registry repository has its format, package-metadata.md

`<lock>` is a folder of tests/locks.
"""

import atexit
import json
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.site.facts import ROOT

LOCKS = ROOT / "tests" / "locks"
# npm's cache, which tests/setup/packages fills.
ARCHIVES = ROOT / ".cache" / "npm"
# What a packument says of a release, as far as a lock repeats it.
COPIED = (
    "dependencies",
    "optionalDependencies",
    "peerDependencies",
    "peerDependenciesMeta",
    "bin",
    "engines",
    "os",
    "cpu",
    "libc",
    "hasInstallScript",
    "deprecated",
)

Releases = dict[str, dict[str, dict[str, Any]]]


@cache
def releases(lock: Path) -> Releases:
    """Return the lock's entries by package and version; `latest` is the release that the project asks for."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    found: Releases = {}
    for path, entry in packages.items():
        # What another package brings inside its own archive has no hash.
        if path and "integrity" in entry:
            name = entry.get("name", path.rpartition("node_modules/")[2])
            found.setdefault(name, {})[entry["version"]] = entry
    for name in packages[""].get("dependencies", {}):
        found[name]["latest"] = packages[f"node_modules/{name}"]
    return found


def packument(name: str, versions: dict[str, dict[str, Any]], url: str) -> dict[str, Any]:
    """Write the list of a package's releases; `url` is the address of this registry for one lock."""
    numbers = [number for number in versions if number != "latest"]
    return {
        "name": name,
        "dist-tags": {"latest": versions["latest"]["version"] if "latest" in versions else numbers[-1]},
        "versions": {
            number: {
                "name": name,
                "version": number,
                "dist": {
                    "integrity": versions[number]["integrity"],
                    "tarball": f"{url}{name}/-/{number}.tgz",
                },
                **{
                    field: value for field in COPIED if (value := _asked(versions[number], field)) is not None
                },
            }
            for number in numbers
        },
    }


def _asked(entry: dict[str, Any], field: str) -> Any:
    """Return a field of a release, None if the lock lacks it.

    What the archive brings inside need not be asked for.

    Told of it, npm would unpack the archive to see it, in a dry run too: for OpenClaw that takes 12 of 17 CPU
    seconds.
    """
    value = entry.get(field)
    bundled = entry.get("bundleDependencies", [])
    return (
        {name: version for name, version in value.items() if name not in bundled}
        if field == "dependencies" and value
        else value
    )


class Handler(BaseHTTPRequestHandler):
    """Answers GET; whatever the locks do not have is 404, and the text says what to do."""

    protocol_version = "HTTP/1.1"
    # Head and body in one piece: in two, each answer waits 40 ms for the client's acknowledgement.
    wbufsize = 65536

    def do_GET(self) -> None:
        """Answer a request for a packument, or for an archive that the cache lacks."""
        lock, _, rest = unquote(self.path).partition("?")[0].strip("/").partition("/")
        name, _, file = rest.partition("/-/")
        path = LOCKS / lock / "package-lock.json"
        versions = releases(path).get(name) if path.is_file() else None
        if versions is None:
            self._say(
                404,
                {"error": f"tests/locks/{lock} has no {name}. Add it to its package.json, run `make lock`."},
            )
        elif file:
            self._say(404, {"error": f"the set-up has not fetched {name}. Run `make clean`, and make again."})
        else:
            self._say(200, packument(name, versions, f"http://{self.headers['Host']}/{lock}/"))

    def _say(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        # The cache outlives this port.
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named so by the class
        """Print nothing: npm reports what failed."""


@cache
def address() -> str:
    """Return the address of this process's registry, which starts at the first call."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, name="registry", daemon=True).start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    atexit.register(stop)
    return f"http://127.0.0.1:{server.server_port}/"
