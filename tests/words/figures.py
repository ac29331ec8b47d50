"""The numbers of the pages, and what shows each: figures.yml says how its entries are written."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from overrides.hooks import locks
from tests.commands.failures import cases
from tests.site.facts import ROOT
from tests.words import corpora, numbers
from tests.words.evidence import holds, listed
from tests.words.passages import Passage

SECONDS = {"second": 1, "minute": 60}
# Where the pages show what a record says of itself.
FROM_RECORDS = re.compile("(?:Recorded with|实测)[:：]")


def faults(passage: Passage) -> Iterator[str]:
    """Yield the numbers, the releases and the days of a passage that nothing shows, a sentence each."""
    if is_from_records(passage):
        return
    for number, unit in numbers.measures(passage.text):
        if not any(_states(entry, passage.page, number, unit) for entry in listed("figures")):
            yield f"nothing shows {number:g} {unit}: add it to tests/words/figures.yml with its evidence"
    text = numbers.DAY.sub(" ", passage.text)
    for release in numbers.VERSION.findall(text):
        if release not in _releases() and not holds(corpora.blocks()[passage.page], release):
            yield f"no lock, fact or package has {release}"
    for day in numbers.DAY.findall(passage.text):
        if day not in _days():
            yield f"no fact has the day {day}"


def is_from_records(passage: Passage) -> bool:
    """Check whether the build wrote a passage from the records, so that no author can err in it."""
    return passage.page == "errors" and FROM_RECORDS.match(passage.text) is not None


def _states(entry: dict[str, Any], page: str, number: float, unit: str) -> bool:
    seconds = SECONDS.get(unit)
    if seconds:
        number, unit = number * seconds, "second"
    return page in entry["pages"] and (entry["number"], entry["unit"]) == (number, unit)


def stale(passages: list[Passage]) -> Iterator[str]:
    """Yield the entries that no page states, or whose evidence says something else."""
    stated = [(one.page, *measure) for one in passages for measure in numbers.measures(one.text)]
    for entry in listed("figures"):
        name = f"{entry['number']} {entry['unit']}"
        for page in entry["pages"]:
            if not any(
                where == page and _states(entry, page, number, unit) for where, number, unit in stated
            ):
                yield f"{name}: {page} does not say so"
        if problem := _shown(entry):
            yield f"{name}: {problem}"


def _shown(entry: dict[str, Any]) -> str:
    """Return what is wrong with the evidence of an entry, "" if it shows the number."""
    match entry:
        case {"record": record, "field": field}:
            found = cases.records()[record]
            shown = (found["requests"] if field == "requests" else found["seconds"] or 0) - entry.get(
                "besides", 0
            )
            return "" if shown == entry["number"] else f"the record says {shown}"
        case {"constant": constant}:
            module, _, name = constant.partition(":")
            shown = getattr(importlib.import_module(module), name)
            return "" if shown == entry["number"] else f"{constant} is {shown}"
        case {"file": file, "text": text}:
            return "" if text in (ROOT / file).read_text(encoding="utf-8") else f"{file} has no {text}"
        case {"measured": how}:
            return "" if len(how) > 20 else "it does not say how"
    return "it has no evidence"


@cache
def _releases() -> frozenset[str]:
    """Return all releases that the locks, the facts and the packages' own metadata name."""
    told = [
        corpora.known(),
        *(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "locks").glob("*.txt")),
    ]
    told += [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "locks").glob("*/package*.json")]
    told += [path.read_text(encoding="utf-8") for path in _metadata()]
    told += [str(entry["release"]) for entry in listed("releases")]
    return frozenset(release for text in told for release in numbers.VERSION.findall(text))


def _metadata() -> Iterator[Path]:
    [site_packages] = (ROOT / ".venv").glob("lib/python*/site-packages")
    for name in ("openai", "anthropic", "google_genai", "httpx"):
        yield from site_packages.glob(f"{name}-*.dist-info/METADATA")


@cache
def _days() -> frozenset[str]:
    told = f"{corpora.known()}\n{locks.day(ROOT)}"
    entries = [*listed("releases"), *listed("makers")]
    days = {str(entry["day"]) for entry in entries if "day" in entry}
    found = frozenset(numbers.DAY.findall(told)) | days
    return found | {day[:7] for day in found}
