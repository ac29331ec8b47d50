"""A registry of another day on 127.0.0.1: with newer releases, without the locked one, or unreachable."""

import base64
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self


class Day(Enum):
    """What has become of the locked release, the first of each package's two."""

    NEWER = "there is a newer one"
    YANKED = "it was yanked (PyPI) or deprecated (npm)"
    GONE = "it is no longer there"
    OTHER = "another archive has its name"
    UNREACHABLE = "the registry does not answer"


class PlayedRegistry:
    """Packages without content, as npm's registry and as PyPI's index; use it as a context manager.

    `releases` are names and versions. `asked` is the path of each request. Formats:
    https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md and
    https://packaging.python.org/en/latest/specifications/simple-repository-api/
    """

    def __init__(self, day: Day, releases: Iterable[tuple[str, str]]) -> None:
        self.day = day
        self.releases = sorted(releases)
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        registry = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                registry.asked.append(self.path)
                kind, body = registry.answer(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        if self.day is Day.UNREACHABLE:
            self._server.server_close()
        else:
            Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.day is not Day.UNREACHABLE:
            self._server.shutdown()
            self._server.server_close()

    def answer(self, path: str) -> tuple[str, bytes | None]:
        """Return content type and body, None for a path that the registry does not have."""
        match path.strip("/").split("/"):
            case ["simple", name]:
                return "text/html", self._links(name)
            case ["files", file]:
                name, version, *_ = file.split("-")
                return "application/zip", self._archive(wheel, name, version)
            case [name, "-", file]:
                version = file.removeprefix(f"{name}-").removesuffix(".tgz")
                return "application/octet-stream", self._archive(tarball, name, version)
            case [name]:
                return "application/json", self._packument(name)
        return "text/plain", None

    def _is_gone(self, version: str) -> bool:
        return self.day is Day.GONE and version == self.releases[0][1]

    def _versions(self, name: str) -> list[str]:
        return [version for other, version in self.releases if other == name and not self._is_gone(version)]

    def _archive(self, make: Callable[[str, str, str], bytes], name: str, version: str) -> bytes | None:
        if self._is_gone(version):
            return None
        is_other = self.day is Day.OTHER and version == self.releases[0][1]
        return make(name, version, "another" if is_other else "")

    def _links(self, name: str) -> bytes:
        lines = []
        for version in self._versions(name):
            is_yanked = self.day is Day.YANKED and version == self.releases[0][1]
            file = f"{name}-{version}-py3-none-any.whl"
            lines.append(f'<a href="/files/{file}"{" data-yanked" if is_yanked else ""}>{file}</a>')
        return "\n".join(lines).encode()

    def _packument(self, name: str) -> bytes:
        versions = self._versions(name)
        manifests = {version: self._manifest(name, version) for version in versions}
        for version in versions[:-1] if self.day is Day.YANKED else []:
            manifests[version]["deprecated"] = "do not use"
        packument = {"name": name, "dist-tags": {"latest": versions[-1]}, "versions": manifests}
        return json.dumps(packument).encode()

    def _manifest(self, name: str, version: str) -> dict[str, object]:
        archive = {
            "tarball": f"{self.url}{name}/-/{name}-{version}.tgz",
            "integrity": integrity(tarball(name, version)),
        }
        return {"name": name, "version": version, "dist": archive}


def tarball(name: str, version: str, other: str = "") -> bytes:
    """Return an npm package of one file, the same bytes each time; `other` makes it another one."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        body = json.dumps({"name": name, "version": version, "description": other}).encode()
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(body)
        archive.addfile(entry, io.BytesIO(body))
    return buffer.getvalue()


def wheel(name: str, version: str, other: str = "") -> bytes:
    """Return a wheel without modules, the same bytes each time; `other` makes it another one."""
    buffer = io.BytesIO()
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: {other or name}\n"
    files = {
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return buffer.getvalue()


def integrity(content: bytes) -> str:
    """Return the hash of an archive in the form that npm's locks have."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
