"""The failures to run, and by what their records go stale."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import yaml

from overrides.hooks import locks
from tests.gateway.keys import find
from tests.reader.installs import installs
from tests.reader.pages import Site
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import ROOT, api_hosts

FOLDER = Path(__file__).parent
RECORDS = FOLDER / "records.json"
# How the mock words what a key's state refuses.
MOCK = [ROOT / "tests" / "gateway" / f"{name}.py" for name in ("auth", "faults", "streams", "upstream")]


@dataclass(frozen=True)
class Case:
    """A walkthrough with something wrong; cases.yml says what each attribute holds."""

    walkthrough: Walkthrough
    failure: str
    words: Mapping[str, str]
    first: str = ""

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
        return hashlib.sha256(text.encode() + b"".join(path.read_bytes() for path in MOCK)).hexdigest()[:16]

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
    for group in yaml.safe_load((FOLDER / "cases.yml").read_text(encoding="utf-8")):
        walkthrough = known.get(group["walkthrough"])
        if walkthrough is None:
            raise ValueError(f"cases.yml: no page has the walkthrough {group['walkthrough']}.")
        for failure, words in group["failures"].items():
            yield Case(walkthrough, failure, words, group.get("first", ""))


class Record(TypedDict):
    """What came of a failure: the digest of its case, and what was asked and answered, and printed."""

    digest: str
    releases: str
    answers: str
    printed: list[str]


def records() -> dict[str, Record]:
    """Return what was recorded, by the name of the failure."""
    found: dict[str, Record] = json.loads(RECORDS.read_text(encoding="utf-8"))
    return found
