"""The checklist leads from "requests fail" to exactly one entry, whatever is seen on the way."""

from collections.abc import Iterator
from typing import Any

import pytest

from overrides.hooks import data
from tests.reader.pages import Site
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT
from tests.site.tests.html import ids
from tests.site.tests.test_errors import ENTRIES
from tests.words.lookup import look_up

STEPS: dict[str, list[dict[str, Any]]] = data.checklist(ROOT)
FIRST = next(iter(STEPS))
# For what no step knows.
BOX = "paste-your-error"


def ways(step: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every way from a step to its end."""
    assert step not in before, f"overrides/checklist.yml: {before} goes round in a circle."
    for way in STEPS[step]:
        there = str(way.get("step") or way["entry"])
        if there in STEPS:
            yield from ways(there, (*before, step))
        else:
            yield (*before, step, there)


def test_every_way_ends_at_one_entry() -> None:
    known = {entry["id"] for entry in ENTRIES}
    found = list(ways(FIRST))
    assert {way[-1] for way in found} <= {*known, BOX}
    assert {step for way in found for step in way[:-1]} == set(STEPS), "A step is out of reach."
    assert all(("step" in way) != ("entry" in way) for some in STEPS.values() for way in some)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_stands_on_the_page(site: Site, language: str) -> None:
    there = ids(site.folder / home(language) / "troubleshooting" / "index.html")
    assert {*STEPS, BOX} <= there


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_seen_is_what_the_entry_explains(site: Site, language: str) -> None:
    told = [(way["text"], way["entry"]) for some in STEPS.values() for way in some if "text" in way]
    found = look_up(site, [text for text, _ in told], language)
    first = {text: answer["ids"][:1] for (text, _), answer in zip(told, found, strict=True)}
    assert {text: ids for text, ids in first.items() if ids != [dict(told)[text]]} == {}
