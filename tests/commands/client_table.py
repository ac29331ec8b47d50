"""The table of clients: derived from what was run and recorded, and from the locks; `make update` writes it.

One row for each client and provider, in `overrides/clients.yml`, from where both languages' pages take it.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import yaml

from overrides.hooks.locks import version
from tests.reader.claims import recorded
from tests.reader.clients import FOLDER
from tests.reader.errors import PageError, Place
from tests.reader.installs import installs
from tests.reader.visit import Result
from tests.reader.walkthroughs import Action, Walkthrough
from tests.site.facts import ROOT, facts, navigation

T = TypeVar("T")

TABLE = ROOT / "overrides" / "clients.yml"
PROTOCOLS = {
    "/v1/chat/completions": "Chat Completions",
    "/v1/responses": "Responses",
    "/v1/messages": "Messages",
    "/v1beta/": "generateContent",
}
BASE_URL = re.compile(r"https://[\w.-]*tokenfor\.me[^\s\"'`,;)]*")


def row(walkthrough: Walkthrough, result: Result) -> dict[str, Any]:
    """Describe a client as it was run: every cell comes from the blocks, the recorded requests or the locks.

    Raises PageError if one of them does not say what belongs into a cell.
    """
    place = Place(
        walkthrough.page,
        walkthrough.languages[0],
        walkthrough.heading,
        f"tab {walkthrough.tab}" if walkthrough.tab else "",
    )
    texts = [step.block.text for step in walkthrough.steps]
    client = _first(
        installs("\n".join(texts)),
        place,
        "no block installs the client from a registry.",
        "Add the line `npm install …` or `pip install …`: the table names the package and its locked version.",
    )
    models = {request.model for request in result.requests if request.model}
    provider = _first(
        (id for id, models_ in facts()["models"].items() if models <= set(models_["published"])),
        place,
        f"no single provider of mkdocs.yml has {', '.join(sorted(models))}.",
        "Ask for models of one provider, or add the model to extra.facts.",
    )
    sent = list(dict.fromkeys(recorded(result.requests)))
    protocols = [
        _first(
            (name for path, name in PROTOCOLS.items() if path in request.line),
            place,
            f"the table has no name for the endpoint of {request.line}.",
            "Add it to PROTOCOLS in tests/commands/client_table.py.",
        )
        for request in sent
    ]
    base_url = _first(
        (url for text in texts for url in BASE_URL.findall(text)),
        place,
        "no block has a base URL of tokenfor.me.",
        "Show it in the client's configuration.",
    )
    files = [step.block.title for step in walkthrough.steps if step.action is Action.SAVE]
    name = walkthrough.page.removeprefix(FOLDER)
    return {
        "page": name,
        "name": _title(name),
        "package": client.package,
        "version": version(ROOT, client.registry, client.package),
        "provider": provider,
        "suffix": urlsplit(base_url).path.rstrip("/"),
        "protocol": ", ".join(dict.fromkeys(protocols)),
        "requests": list(dict.fromkeys(request.line for request in sent)),
        "auth": ", ".join(dict.fromkeys(request.auth for request in sent)),
        "files": files,
    }


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort rows as their pages stand in the navigation."""
    order = navigation()
    return sorted(rows, key=lambda row: order.index(f"{FOLDER}{row['page']}.md"))


def known() -> list[dict[str, Any]]:
    """Give the rows that the pages show."""
    return yaml.safe_load(TABLE.read_text(encoding="utf-8")) or []


def write(rows: list[dict[str, Any]]) -> Path | None:
    """Write the table; give its path if that changed it."""
    text = "# Written by `make update` from what was run; tests/commands/client_table.py says how.\n"
    text += yaml.safe_dump(in_order(rows), sort_keys=False, allow_unicode=True, width=120) if rows else "[]\n"
    if TABLE.exists() and TABLE.read_text(encoding="utf-8") == text:
        return None
    TABLE.write_text(text, encoding="utf-8")
    return TABLE


def _first(found: Iterable[T], place: Place, what: str, remedy: str) -> T:
    for one in found:
        return one
    raise PageError(place, what, remedy)


def _title(page: str) -> str:
    text = (ROOT / "docs" / "en" / FOLDER / f"{page}.md").read_text(encoding="utf-8")
    match = re.search(r"^# (.+?) \{#", text, re.MULTILINE)
    assert match, f"{page}.md has no title"
    return match[1]
