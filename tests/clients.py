"""The table of clients: derived from what was run and recorded, and from the locks; `make update` writes it.

One row for each client and provider, in `overrides/clients.yml`, from where both languages' pages take it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from overrides.hooks.facts import version
from tests.facts import ROOT, facts, navigation
from tests.reader.claims import recorded
from tests.reader.environments import INSTALL
from tests.reader.run import Result
from tests.reader.walkthroughs import Action, Walkthrough

TABLE = ROOT / "overrides" / "clients.yml"
FOLDER = "api-keys/"
HEADING = "set-up"
PROTOCOLS = {
    "/v1/chat/completions": "Chat Completions",
    "/v1/responses": "Responses",
    "/v1/messages": "Messages",
    "/v1beta/": "generateContent",
}
NPM_INSTALL = re.compile(r"^\s*npm install (?:-g )?(?P<packages>.+)$", re.MULTILINE)
BASE_URL = re.compile(r"https://[\w.-]*tokenfor\.me[^\s\"'`,;)]*")


def is_set_up(walkthrough: Walkthrough) -> bool:
    """Tell whether a walkthrough is one that connects a client, and so has a row."""
    return walkthrough.page.startswith(FOLDER) and walkthrough.heading == HEADING


def row(walkthrough: Walkthrough, result: Result) -> dict[str, Any]:
    """Describe a client as it was run: every cell comes from the blocks, the recorded requests or the locks."""
    texts = [step.block.text for step in walkthrough.steps]
    registry, package = next(_packages("\n".join(texts)))
    models = {request.model for request in result.requests if request.model}
    provider = next(id for id, models_ in facts()["models"].items() if models <= set(models_["published"]))
    sent = list(dict.fromkeys(recorded(result.requests)))
    protocols = [next(name for path, name in PROTOCOLS.items() if path in request.line) for request in sent]
    files = [step.block.title for step in walkthrough.steps if step.action is Action.SAVE]
    name = walkthrough.page.removeprefix(FOLDER)
    return {
        "page": name,
        "name": _title(name),
        "package": package,
        "version": version(ROOT, registry, package),
        "provider": provider,
        "suffix": urlsplit(next(url for text in texts for url in BASE_URL.findall(text))).path.rstrip("/"),
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
    text = "# Written by `make update` from what was run; tests/clients.py says how.\n"
    text += yaml.safe_dump(in_order(rows), sort_keys=False, allow_unicode=True, width=120) if rows else "[]\n"
    if TABLE.exists() and TABLE.read_text(encoding="utf-8") == text:
        return None
    TABLE.write_text(text, encoding="utf-8")
    return TABLE


def _title(page: str) -> str:
    text = (ROOT / "docs" / "en" / FOLDER / f"{page}.md").read_text(encoding="utf-8")
    match = re.search(r"^# (.+?) \{#", text, re.MULTILINE)
    assert match, f"{page}.md has no title"
    return match[1]


def _packages(text: str) -> Iterator[tuple[str, str]]:
    """Name what a page installs, by registry and package, without versions and extras."""
    for registry, pattern in (("npm", NPM_INSTALL), ("pip", INSTALL)):
        for words in pattern.findall(text):
            for word in words.replace('"', "").split():
                if not word.startswith("-"):
                    yield registry, re.sub(r"(?<=.)(?:\[|@|==).*", "", word)
