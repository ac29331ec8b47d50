"""Runs of failures, written down: by `make update`, or by `python -m tests.commands.failures.run` alone.

With `--all`, as every week, all are run again; otherwise those whose digest has changed.
"""

import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from tests.commands.failures.cases import RECORDS, Case, Record, cases, records
from tests.gateway import Gateway
from tests.reader import output, snippets
from tests.reader.installs import Installed
from tests.reader.outcome import Outcome
from tests.reader.pages import built
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Step
from tests.site.facts import ROOT

# Seconds. The longest of those that end by themselves take four minutes; the others are stopped.
TIMEOUT, ENDLESS = 400.0, 30.0
# A client that repeats mostly waits.
WORKERS = 4
# Requests. A client that never stops need not be counted.
MANY = 40
# Lines. Of a traceback the end says what is wrong, of an error that prints its fields the beginning.
FIRST, LAST = 12, 20
# Where in a program, on which machine, when: what differs from run to run, and says nothing to a reader.
FRAME = re.compile(r"^\s+(?:at |File |\^|~|\||[\w.]+\(|raise |return |self\.|async for ).*\n?", re.MULTILINE)
CHANGING = [
    (re.compile(re.escape(str(ROOT))), "…"),
    (re.compile(r"/tmp/reader-\w+(?:/project)?"), "~"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "…"),
    (re.compile(r"\b\d+(?:\.\d+)? ?(?:m?s|milliseconds)\b"), "… s"),
    (re.compile(r"(?<=Ms=)\d+|(?<=sha256:)[0-9a-f]+"), "…"),
    (re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.-]+Z|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT"), "…"),
]


def main(arguments: Sequence[str]) -> int:
    """Run what is stale or new, or everything, and write the records. Return 1 if something did not fail."""
    try:
        path = write(is_all="--all" in arguments)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"written: {path.relative_to(ROOT)}" if path else "nothing has changed")
    return 0


def write(*, is_all: bool = False) -> Path | None:
    """Run what is stale or new, or everything, and write the records. Return their path if that changed them.

    Raises ValueError, when all have run, if a failure does not fail.
    """
    known = records() if RECORDS.exists() else {}
    every = list(cases(built()))
    current = {} if is_all else {case.name: case.digest for case in every}
    found = {name: record for name, record in known.items() if record["digest"] == current.get(name)}
    stale = [case for case in every if case.name not in found]
    faults: list[str] = []
    with (
        Gateway() as gateway,
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(WORKERS) as pool,
    ):
        reader = Reader(gateway, TIMEOUT, installed=Installed(Path(folder) / "installed"))
        running = {pool.submit(recorded, case, reader): case for case in stale}
        for future in as_completed(running):
            case = running[future]
            try:
                found[case.name] = _settled(future.result(), known.get(case.name))
            except ValueError as error:
                faults.append(str(error))
            # What was run is kept, should a later one go wrong.
            _save(known | found)
    found = {case.name: _told(found[case.name], case) for case in every if case.name in found}
    _save(found)
    if faults:
        raise ValueError("\n".join(faults))
    return RECORDS if list(found.items()) != list(known.items()) else None


def _told(record: Record, case: Case) -> Record:
    """Return a record with what cases.yml says of its case now, which needs no run."""
    return {**record, "who": case.who, "entries": list(case.entries)}


def _settled(record: Record, known: Record | None) -> Record:
    """Return a record with the seconds of the known one, if it took about as long."""
    if known and record["seconds"] and known.get("seconds"):
        longer, shorter = sorted((record["seconds"], known["seconds"] or 0), reverse=True)
        if longer <= shorter * 1.5:
            return {**record, "seconds": known["seconds"]}
    return record


def _save(found: Mapping[str, Record]) -> Path:
    text = json.dumps(found, ensure_ascii=False, indent=2)
    RECORDS.write_text(f"{text}\n", encoding="utf-8")
    return RECORDS


def recorded(case: Case, reader: Reader) -> Record:
    """Run a failure, and return what came of it.

    Raises ValueError if every block printed what the page shows, or if it ends otherwise than cases.yml says.
    """
    variant = case.walkthrough.varied(case.words)
    if not case.ends:
        reader = replace(reader, timeout=ENDLESS)
    failed: Outcome | None = None
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
            if outcome.code != 0 or (shown and not output.agrees(shown.text, outcome, shown.language)):
                failed = outcome
                break
    if failed is None:
        raise ValueError(f"cases.yml: {case.name} does not fail.")
    if case.ends is (failed.code is None):
        raise ValueError(f"cases.yml: {case.name} {'never ends' if case.ends else 'ends by itself'}.")
    return {
        "who": case.who,
        "entries": list(case.entries),
        "digest": case.digest,
        "answers": ", ".join(dict.fromkeys(answers)),
        "requests": min(len(answers), MANY),
        "seconds": None if failed.code is None else rounded(failed.seconds),
        "printed": plain(failed.printed),
    }


def rounded(seconds: float) -> int:
    """Return how long something took, as one would say it: at once, 20 seconds, three minutes."""
    steps = [(20, 5), (100, 10), (600, 30)]
    step = next(step for limit, step in steps if seconds < limit)
    return int(seconds / step + 0.5) * step if seconds >= step else 0


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
    sys.exit(main(sys.argv[1:]))
