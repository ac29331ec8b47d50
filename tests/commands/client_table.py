"""The table of clients: derived from what was run and recorded, and from the locks; `make update` writes it.

It is `overrides/clients.yml`, with a row for each client and provider. The pages of every language show it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict, TypeVar, cast
from urllib.parse import urlsplit

import yaml

from overrides.hooks import data
from overrides.hooks.locks import version
from tests.reader.claims import recorded
from tests.reader.clients import FOLDER
from tests.reader.errors import PageError, Place
from tests.reader.installs import Install, installs
from tests.reader.visit import Result
from tests.reader.walkthroughs import Action, Walkthrough
from tests.site.facts import ROOT, api_hosts, facts, navigation

T = TypeVar("T")

TABLE = ROOT / "overrides" / "clients.yml"
PROTOCOLS = {
    "/v1/chat/completions": "Chat Completions",
    "/v1/responses": "Responses",
    "/v1/messages": "Messages",
    "/v1beta/": "generateContent",
}
BASE_URL = re.compile(rf"https://(?:{'|'.join(map(re.escape, api_hosts()))})(?![\w-]|\.\w)[^\s\"'`,;)]*")


class Row(TypedDict):
    """A client with one provider; `page` is the name of its page below `api-keys/`.

    `requests` are those that ask a model, not what it asks beside them, such as `GET /v1/models`. `lost`
    names the fields of theirs that do not reach the model; `instructed` is false where the gateway puts a
    prompt of its own in.
    """

    page: str
    name: str
    package: str
    version: str
    provider: str
    suffix: str
    protocol: str
    requests: list[str]
    auth: str
    files: list[str]
    lost: list[str]
    instructed: bool


def row(walkthrough: Walkthrough, result: Result) -> Row:
    """Return a client's row: every cell comes from the blocks, the recorded requests or the locks.

    Raises PageError if none of them says what a cell needs.
    """
    tab = f"tab {walkthrough.tab}" if walkthrough.tab else ""
    place = Place(walkthrough.page, walkthrough.languages[0], walkthrough.heading, tab)
    texts = [step.block.text for step in walkthrough.steps]
    client = _client(texts, place)
    asked = [request for request in result.requests if request.model]
    provider = _provider({request.model for request in asked if request.model}, place)
    sent = list(dict.fromkeys(recorded(asked)))
    protocols = [_protocol(request.line, place) for request in sent]
    suffix = _suffix(texts, place)
    name = walkthrough.page.removeprefix(FOLDER)
    return {
        "page": name,
        "name": _title(name),
        "package": client.package,
        "version": version(ROOT, client.registry, client.package),
        "provider": provider,
        "suffix": suffix,
        "protocol": ", ".join(dict.fromkeys(protocols)),
        "requests": list(dict.fromkeys(request.line for request in sent)),
        "auth": ", ".join(dict.fromkeys(request.auth for request in sent)),
        "files": [step.block.title for step in walkthrough.steps if step.action is Action.SAVE],
        "lost": sorted({field for request in asked for field in request.lost}),
        "instructed": all(request.instructed for request in asked),
    }


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order of their pages in the navigation."""
    order = navigation()
    return sorted(rows, key=lambda row: order.index(f"{FOLDER}{row['page']}.md"))


def known() -> list[Row]:
    """Return the rows that the pages show."""
    return cast(list[Row], data.clients(ROOT))


def write(rows: Sequence[Row]) -> Path | None:
    """Write the table. Return its path if that changed it."""
    text = "# Written by `make update` from what was run; tests/commands/client_table.py says how.\n"
    text += yaml.safe_dump(in_order(rows), sort_keys=False, allow_unicode=True, width=120) if rows else "[]\n"
    if TABLE.exists() and TABLE.read_text(encoding="utf-8") == text:
        return None
    TABLE.write_text(text, encoding="utf-8")
    return TABLE


def _client(texts: Iterable[str], place: Place) -> Install:
    return _first(
        installs("\n".join(texts)),
        place,
        "no block installs the client from a registry.",
        "Add the line `npm install …` or `pip install …`: the table has the package and its locked version.",
    )


def _provider(models: set[str], place: Place) -> str:
    published: dict[str, list[str]] = {name: entry["published"] for name, entry in facts()["models"].items()}
    return _first(
        (name for name, known_models in published.items() if models <= set(known_models)),
        place,
        f"no single provider of mkdocs.yml has {', '.join(sorted(models))}.",
        "Ask for models of one provider, or add the model to extra.facts.",
    )


def _protocol(line: str, place: Place) -> str:
    return _first(
        (name for path, name in PROTOCOLS.items() if path in line),
        place,
        f"the table has no name for the endpoint of {line}.",
        "Add it to PROTOCOLS in tests/commands/client_table.py.",
    )


def _suffix(texts: Iterable[str], place: Place) -> str:
    base_url: str = _first(
        (url for text in texts for url in BASE_URL.findall(text)),
        place,
        f"no block has a base URL of {', '.join(api_hosts())}.",
        "Show it in the client's configuration.",
    )
    return urlsplit(base_url).path.rstrip("/")


def _first(candidates: Iterable[T], place: Place, what: str, remedy: str) -> T:
    """Return the first candidate. Raises PageError if there is none."""
    for candidate in candidates:
        return candidate
    raise PageError(place, what, remedy)


def _title(page: str) -> str:
    text = (ROOT / "docs" / "en" / FOLDER / f"{page}.md").read_text(encoding="utf-8")
    match = re.search(r"^# (.+?) \{#", text, re.MULTILINE)
    assert match, f"{page}.md has no title"
    return str(match[1])
