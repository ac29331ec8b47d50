"""What the tests have seen: blocks that ran, requests and answers that were recorded, outputs, facts."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from overrides.hooks import checks, data
from overrides.hooks.operations import operations as operations_of
from tests.commands.failures import cases
from tests.gateway.tests.recordings import Recording, old_recordings, recordings
from tests.reader.blocks import Block
from tests.reader.pages import built
from tests.site.facts import ROOT, facts

LEFT_OUT = re.compile(r"\\u003[ce]|\\u0026|\\\"")
ESCAPED = {"\\u003c": "<", "\\u003e": ">", "\\u0026": "&", '\\"': '"'}


@dataclass(frozen=True)
class Exchange:
    """A request that the real gateway was sent, and its answer, as text; `arrived` is what the model got."""

    line: str
    key: str
    request: str
    status: int
    answer: str
    arrived: str


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Return all recorded requests and answers."""
    return tuple(map(_exchange, [*recordings(), *old_recordings()]))


def _exchange(recording: Recording) -> Exchange:
    request, answer = recording.request, recording.answer
    headers = _lines(request.get("headers", {}))
    body = json.dumps(request["json"]) if "json" in request else str(request.get("text", ""))
    line = f"{request['method']} {request['path']}"
    key = next(iter(re.findall(r"sk-your-[\w-]+", headers + line)), "")
    came = f"{_lines(answer.get('headers', {}))}\n{plain(str(answer.get('body', '')))}"
    arrived = json.dumps(recording.arrived)
    return Exchange(line, key, f"{line}\n{headers}\n{body}", answer["status"], came, arrived)


def _lines(headers: dict[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers.items())


def plain(body: str) -> str:
    """Return a JSON body without the escapes that hide its words."""
    return LEFT_OUT.sub(lambda match: ESCAPED[match[0]], body)


@cache
def operations() -> str:
    """Return the operations that the site publishes, what each refuses, and the collection's variables."""
    told = operations_of(ROOT).values()
    collection = json.loads((ROOT / "overrides" / "collection.json").read_text(encoding="utf-8"))
    lines = [f"{one['method']} {one['path']}" for one in told]
    refusals = [refusal for one in told for refusal in one["refusals"]]
    return "\n".join([*lines, *refusals, *(one["key"] for one in collection["variable"])])


@cache
def blocks() -> dict[str, str]:
    """Return by page what its blocks and outputs say, and the names of their files: all of it ran."""
    found: dict[str, list[str]] = {}
    for page in built().pages:
        items = [item for section in page.sections() for item in section.items]
        texts = [f"{item.title}\n{item.text}" for item in items if isinstance(item, Block)]
        found.setdefault(page.name, []).extend(texts)
    for check in data.checks(ROOT).items():
        found[f"api-keys/{check[0]}"] += _checked(*check)
    return {page: "\n".join(texts) for page, texts in found.items()}


def _checked(page: str, told: dict[str, Any]) -> list[str]:
    """Return what the check of a client runs and shows, which test_walkthroughs runs."""
    rows = [row for row in data.clients(ROOT) if row["page"] == page]
    return [
        f"{check.command}\n{check.starts}\n{check.typed}\n{check.shows}"
        for check in checks.checks(told, rows, facts()).values()
    ]


@cache
def clients() -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the table of clients, which `make update` writes from what ran, by name."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in data.clients(ROOT):
        rows.setdefault(row["name"], []).append(row)
    return rows


@cache
def printed() -> tuple[tuple[str, str], ...]:
    """Return what was printed, each with the page of the client that printed it, "" for pages' outputs."""
    outputs = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "snippets").rglob("*.txt"))]
    records = cases.records().items()
    return (
        *(("", text) for text in outputs),
        *((name.partition("#")[0], "\n".join(record["printed"])) for name, record in records),
    )


@cache
def squeezed() -> tuple[tuple[str, str], ...]:
    """Return what was printed, as `printed` does, without white space: terminals wrap."""
    return tuple((page, "".join(text.split())) for page, text in printed())


@cache
def specification() -> str:
    """Return the mock's specification, which its tests hold it to."""
    return " ".join((ROOT / "tests" / "gateway" / "README.md").read_text(encoding="utf-8").split())


@cache
def known() -> str:
    """Return the facts, the table of clients, and the hosts that clients ask for, a value a line."""
    hosts = tomllib.loads((ROOT / "tests" / "reader" / "hosts.toml").read_text(encoding="utf-8"))
    return "\n".join(map(str, (*_leaves(facts()), *_leaves(clients()), *_leaves(hosts))))


def _leaves(told: Any) -> Iterator[Any]:
    match told:
        case dict():
            for key, value in told.items():
                yield key
                yield from _leaves(value)
        case list() | tuple():
            for value in told:
                yield from _leaves(value)
        case _:
            yield told
