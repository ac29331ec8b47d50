"""What a run has proven, added up over all workers and, in CI, over all shards (`make gate`)."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

from tests.reader.hosts import explained
from tests.reader.outcome import Trace
from tests.reader.pages import built
from tests.reader.scenarios import SCENARIOS
from tests.reader.shells import for_a_shell
from tests.reader.snippets import SNIPPETS
from tests.reader.traces import JAVASCRIPT, PYTHON, missing
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import ROOT

WALKTHROUGH = "tests/test_walkthroughs.py::test_walkthrough"
POWERSHELL = "tests/test_powershell.py::test_powershell_does_what_bash_does"


def id_of(walkthrough: Walkthrough) -> str:
    """Return the id of a walkthrough's test; it is ASCII, which pytest keeps as it is."""
    return f"{'+'.join(walkthrough.languages)} {walkthrough.name}"


def expected() -> set[str]:
    """Return the ids of the tests that together prove every block, and every line of the programs."""
    walkthroughs = built().walkthroughs()
    return {
        *(f"{WALKTHROUGH}[{id_of(walkthrough)}]" for walkthrough in walkthroughs),
        *(f"{POWERSHELL}[{id_of(group[0])}]" for group in for_a_shell(walkthroughs)),
        *(f"tests/test_branches.py::test_scenario[{scenario.id}]" for scenario in SCENARIOS),
    }


class Tally:
    """The blocks that passed, the lines that ran, the other hosts asked for, the tests asked to run."""

    def __init__(self) -> None:
        self.collected: set[str] = set()
        self.passed: Counter[str] = Counter()
        self.refused: set[tuple[str, str]] = set()
        self.traces: dict[Path, list[Trace]] = {
            path: [] for path in SNIPPETS.rglob("*") if path.suffix in (PYTHON, JAVASCRIPT)
        }

    def add(self, properties: Iterable[tuple[str, Any]]) -> None:
        """Count what a test that passed has recorded with `record_property`."""
        for name, value in properties:
            if name == "blocks":
                self.passed.update(value)
            elif name == "refused":
                self.refused.update(map(tuple, value))
            elif name == "traces":
                for snippet, trace in value:
                    self.traces[SNIPPETS / snippet].append([(start, end) for start, end in trace])

    def applies(self) -> bool:
        """Check whether all that is needed was asked for, whichever option chose the tests."""
        # The first saves a build of the site where no walkthrough was asked for.
        return any(test.startswith(WALKTHROUGH) for test in self.collected) and expected() <= self.collected

    def missing(self) -> Counter[str]:
        """Return the blocks of the site that no walkthrough ran."""
        return built().blocks() - self.passed

    def unrun(self) -> list[str]:
        """Return the lines and branches of programs on pages that nothing has executed."""
        found = missing(self.traces)
        return [f"{path.relative_to(ROOT)}: {', '.join(lines)}" for path, lines in sorted(found.items())]

    def stale(self) -> set[tuple[str, str]]:
        """Return the entries of tests/reader/hosts.toml for which no client asked."""
        return explained().keys() - self.refused

    def faults(self) -> list[str]:
        """Return what is not proven, a line each, with what to do."""
        return [
            *(f"{block}: no walkthrough that passed has this block" for block in self.missing()),
            *(
                f"{line}: no run has reached it. Add one to tests/reader/scenarios.py."
                for line in self.unrun()
            ),
            *(
                f"tests/reader/hosts.toml explains {host} for {page}, which no longer asks it. Remove it."
                for page, host in sorted(self.stale())
            ),
        ]

    def counts(self) -> list[str]:
        """Return how much is proven, a line each."""
        blocks, programs = built().blocks().total(), len(self.traces)
        return [
            f"{blocks - self.missing().total()} of {blocks} code blocks ran and passed",
            f"every line and branch of {programs - len(self.unrun())} of {programs} programs ran",
        ]

    def save(self, path: Path) -> None:
        """Write the tally as JSON; the file is for `load` of the same commit only."""
        properties = [
            ("blocks", list(self.passed.elements())),
            ("refused", sorted(self.refused)),
            (
                "traces",
                [
                    (file.relative_to(SNIPPETS).as_posix(), trace)
                    for file, traces in self.traces.items()
                    for trace in traces
                ],
            ),
        ]
        path.write_text(
            json.dumps({"collected": sorted(self.collected), "properties": properties}), encoding="utf-8"
        )

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Self:
        """Add up what the shards of a run have saved. Raises OSError or ValueError for any other file."""
        tally = cls()
        for path in paths:
            saved = json.loads(path.read_text(encoding="utf-8"))
            tally.collected.update(saved["collected"])
            tally.add(saved["properties"])
        return tally


def main(names: Sequence[str]) -> int:
    """Print what the tallies in these files have proven together. Return 1 if something is missing."""
    tally = Tally.load(map(Path, names))
    if not tally.applies():
        print(
            f"gate: {len(expected() - tally.collected)} of the tests that it needs "
            f"were in none of {', '.join(names) or 'no file'}",
            file=sys.stderr,
        )
        return 1
    for line in tally.counts():
        print(f"gate: {line}")
    for line in (faults := tally.faults()):
        print(f"gate: {line}", file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
