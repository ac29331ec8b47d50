"""The failures to run, and by what their records go stale."""

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

import yaml

from overrides.hooks import locks
from tests.commands import client_table
from tests.gateway.keys import find
from tests.reader.installs import installs
from tests.reader.pages import Site
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import ROOT, api_hosts

FOLDER = Path(__file__).parent
RECORDS = ROOT / "overrides" / "recorded.json"
# The tabs of code, as people call them.
LANGUAGES = {"python": "Python", "javascript": "JavaScript"}
# How the mock words what a key's state refuses.
MOCK = [ROOT / "tests" / "gateway" / f"{name}.py" for name in ("auth", "faults", "streams", "upstream")]


@dataclass(frozen=True)
class Case:
    """A walkthrough with something wrong; cases.yml says what each attribute holds."""

    walkthrough: Walkthrough
    failure: str
    words: Mapping[str, str]
    first: str = ""
    ends: bool = True
    entries: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """Who fails, for readers: `Codex 0.169.0`, `openai 3.57.0 (Python)`, `curl`."""
        page, _, name = self.walkthrough.name.partition("#")
        for row in client_table.known():
            if page == f"api-keys/{row['page']}":
                return f"{row['name']} {row['version']}"
        language, _, package = name.partition(" ")
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        return f"{versions or package} ({LANGUAGES[language]})" if language in LANGUAGES else language

    @property
    def name(self) -> str:
        """What it is called: `api-keys/codex#set-up, wrong key`."""
        return f"{self.walkthrough.name}, {self.failure}"

    @property
    def versions(self) -> dict[str, str]:
        """The locked releases of what it installs."""
        found = [one for step in self.walkthrough.steps for one in installs(step.block.text)]
        return {one.package: locks.version(ROOT, one.registry, one.package) for one in found}

    @property
    def digest(self) -> str:
        """A digest of all that decides what is printed: releases, blocks, words, the mock's answers."""
        steps = [step.block.text for step in self.walkthrough.steps]
        told = [self.versions, steps, self.first, dict(self.words), [*self._states()]]
        text = json.dumps(told, sort_keys=True)
        return hashlib.sha256(text.encode() + _mock()).hexdigest()[:16]

    def _states(self) -> Iterator[list[object]]:
        """Yield what the states of this reader's keys refuse."""
        for word in self.words.values():
            if key := find(word, api_hosts()[0]):
                state, fault = key.state, key.state.fault
                told = [fault.status, fault.type, fault.message, fault.retry_after] if fault else []
                yield [key.provider, state.stage, state.upstream, state.until, *told]


def cases(site: Site) -> Iterator[Case]:
    """Yield the failures. Raises ValueError for a walkthrough that no page has."""
    known = {walkthrough.name: walkthrough for walkthrough in site.walkthroughs()}
    told = yaml.safe_load((FOLDER / "cases.yml").read_text(encoding="utf-8"))
    for group in told["cases"]:
        walkthrough = known.get(group["walkthrough"])
        if walkthrough is None:
            raise ValueError(f"cases.yml: no page has the walkthrough {group['walkthrough']}.")
        for failure, changed in group["failures"].items():
            words = {word: other for word, other in changed.items() if word != "first"}
            first = "\n".join(filter(None, (group.get("first"), changed.get("first"))))
            entries = _entries(told["entries"][failure], walkthrough.name)
            ends = failure not in group.get("endless", ())
            yield Case(walkthrough, failure, words, first, ends, entries)


def _entries(told: Mapping[str, str], name: str) -> tuple[str, ...]:
    begins = [start for start in told if name.startswith(start)]
    return tuple(told[max(begins, key=len, default="all")].split(" or "))


@cache
def _mock() -> bytes:
    """Return the mock's wording, without its comments and its layout."""
    return "".join(ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in MOCK).encode()


class Record(TypedDict):
    """What came of a failure: who failed, the entries that answer it, what was asked and answered, printed.

    `digest` is that of its case; `requests` is how many were sent; `seconds` how long it took, roughly, None
    if it did not end by itself.
    """

    who: str
    entries: list[str]
    digest: str
    answers: str
    requests: int
    seconds: int | None
    printed: list[str]


def records() -> dict[str, Record]:
    """Return what was recorded, by the name of the failure."""
    found: dict[str, Record] = json.loads(RECORDS.read_text(encoding="utf-8"))
    return found
