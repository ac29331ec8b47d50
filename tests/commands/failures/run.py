"""Runs of failures, written down: by `make update`, or by `python -m tests.commands.failures.run` alone."""

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.commands.failures.cases import RECORDS, Case, Record, cases, records
from tests.gateway import Gateway
from tests.reader import output, snippets
from tests.reader.installs import Installed
from tests.reader.pages import built
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Step
from tests.site.facts import ROOT

TIMEOUT = 60.0
# Lines. Of a traceback the end says what is wrong, of an error that prints its fields the beginning.
FIRST, LAST = 12, 20
# Where in a program, on which machine, when: what differs from run to run, and says nothing to a reader.
FRAME = re.compile(r"^\s+(?:at |File |\^|~|\||[\w.]+\(|raise |return |self\.).*\n?", re.MULTILINE)
CHANGING = [
    (re.compile(re.escape(str(ROOT))), "…"),
    (re.compile(r"/tmp/reader-\w+(?:/project)?"), "~"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "…"),
    (re.compile(r"\b\d+(?:\.\d+)? ?m?s\b"), "… s"),
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.-]+Z|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"), "…"),
]


def main() -> int:
    """Run what is stale or new, and write the records. Return 0, or 1 if something did not fail."""
    try:
        path = write()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"written: {path.relative_to(ROOT)}" if path else "nothing has changed")
    return 0


def write() -> Path | None:
    """Run what is stale or new, and write the records. Return their path if that changed them.

    Raises ValueError if a failure does not fail.
    """
    known = records() if RECORDS.exists() else {}
    found: dict[str, Record] = {}
    with Gateway() as gateway, tempfile.TemporaryDirectory() as folder:
        reader = Reader(gateway, TIMEOUT, installed=Installed(Path(folder) / "installed"))
        for case in cases(built()):
            kept = known.get(case.name)
            if kept and kept["digest"] == case.digest:
                found[case.name] = kept
                continue
            found[case.name] = recorded(case, reader)
            # What was run is kept, should a later one go wrong.
            _save(known | found)
    return _save(found) if found != known else None


def _save(found: Mapping[str, Record]) -> Path:
    text = json.dumps(found, ensure_ascii=False, indent=2)
    RECORDS.write_text(f"{text}\n", encoding="utf-8")
    return RECORDS


def recorded(case: Case, reader: Reader) -> Record:
    """Run a failure, and return the releases, what was asked and answered, and what was printed.

    Raises ValueError if every block printed what the page shows.
    """
    variant = case.walkthrough.varied(case.words)
    printed = ""
    failed = False
    answers: list[str] = []
    with reader.visit(case.walkthrough) as visit:
        if case.first:
            visit.terminal.paste(f"{case.first}\n", TIMEOUT)
        for step, source in zip(variant.steps, map(_source, case.walkthrough.steps), strict=True):
            outcome = visit.do(step, source)
            if outcome is None:
                continue
            answers += [f"{request.line} {request.status}" for request in visit.sent]
            shown = step.output
            if outcome.code or (shown and not output.agrees(shown.text, outcome, shown.language)):
                failed, printed = True, outcome.printed
                break
    if not failed:
        raise ValueError(f"cases.yml: {case.name} does not fail.")
    releases = ", ".join(f"{name} {version}" for name, version in case.versions.items())
    return {
        "digest": case.digest,
        "releases": releases,
        "answers": ", ".join(dict.fromkeys(answers)),
        "printed": plain(printed),
    }


def plain(printed: str) -> list[str]:
    """Return the lines that were printed, without what differs from run to run."""
    for pattern, word in CHANGING:
        printed = pattern.sub(word, printed)
    lines = [line.rstrip() for line in FRAME.sub("", printed).splitlines() if line.strip()]
    if len(lines) > FIRST + LAST:
        lines = [*lines[:FIRST], "…", *lines[-LAST:]]
    return lines


def _source(step: Step) -> Path:
    return snippets.source(step.block)


if __name__ == "__main__":
    sys.exit(main())
