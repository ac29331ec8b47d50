"""The table of the mock's specification that counts what is held against recordings of the real gateway."""

import re
from collections import Counter
from collections.abc import Iterable

from tests.gateway.tests.recordings import Recording, exceptions, old_recordings, recordings
from tests.site.facts import ROOT

README = ROOT / "tests" / "gateway" / "README.md"
MARKED = re.compile(r"(?<=<!-- held -->\n).*?(?=<!-- /held -->)", re.DOTALL)
COLUMNS = ("exact", "shape", "status", "arrived", "excepted")
# By the first part of a recording's name.
PARTS = {
    "ok": "A working key, at every endpoint",
    "state": "Each state of a key, at every endpoint",
    "carrier": "Where a key is put",
    "path": "Paths and methods",
    "query": "Queries",
    "model": "Names of models",
    "body": "Bodies that are no JSON, cut off, empty",
    "feature": "Single fields",
    "more": "Tools, reasoning, images, schemas, caches",
    "usage": "The usage of a key",
}


def with_table(text: str) -> str:
    """Return the specification with today's table between its marks. Raises ValueError if it has none."""
    if not MARKED.search(text):
        raise ValueError(
            f"{README.name} has no <!-- held --> … <!-- /held -->. Put them where the table belongs."
        )
    return MARKED.sub(lambda _: table(), text)


def table() -> str:
    """Return the table: how many answers each kind of comparison holds, for each part of the names."""
    head = f"| what was asked | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}\n"
    rows = [
        (words, [one for one in recordings() if one.name.startswith(f"{part}/")], "")
        for part, words in PARTS.items()
    ]
    rows += [("The same of the old dialect, where it differs", old_recordings(), "old: ")]
    return head + "".join(_row(words, found, prefix) for words, found, prefix in rows)


def _row(words: str, found: Iterable[Recording], prefix: str) -> str:
    counts: Counter[str] = Counter()
    for one in found:
        is_excepted = prefix + one.name in exceptions()
        counts["excepted" if is_excepted else one.compare] += 1
        if one.arrived is not None and one.answer["status"] == 200 and not is_excepted:
            counts["excepted" if f"arrived: {one.name}" in exceptions() else "arrived"] += 1
    return f"| {words} | {' | '.join(str(counts[column]) for column in COLUMNS)} |\n"
