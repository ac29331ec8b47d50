"""Plant each fault, and print what survived: `make mutants`, or `make mutants ARGS="codex"` for some.

ARGS chooses the faults that have all its words in their names; `lie` those of prose and tables. A fault is
caught if the walkthrough goes red, or the mock's own tests do, or the words gate names it. A fault that
changes nothing is listed in equivalent.toml with the output that shows it; an entry that is caught, or whose
fault is no longer planted, is named as well.
"""

import sys
import tempfile
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from tests.commands.mutants import mock, pages, prose
from tests.gateway import Gateway
from tests.reader.installs import Installed
from tests.reader.pages import built
from tests.reader.visit import Reader
from tests.site.facts import ROOT

EQUIVALENT = ROOT / "tests" / "commands" / "mutants" / "equivalent.toml"
# Two copies of the mock are tested at once; of the pages more, as a client with a wrong setting mostly waits.
COPIES, WORKERS = 2, 4
# A client that repeats a wrong request for longer has failed as well.
TIMEOUT = 60  # seconds
# The largest share of faults that may be equivalent.
MOST_EQUIVALENT = 0.05

# Plants a fault. Returns who noticed it and how, "" if nobody did.
Plant = Callable[[], str]


def main(words: Sequence[str]) -> int:
    """Plant the faults with all these words in their names. Return the exit status."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    equivalent = [entry["id"] for entry in listed.get("mutant", [])]
    with planted() as faults, ThreadPoolExecutor(WORKERS) as pool:
        names = [name for name in faults if all(word in name for word in words)]
        verdicts = dict(zip(names, pool.map(lambda name: _tried(name, faults[name]), names), strict=True))
    return _summary(verdicts, equivalent, is_whole=not words)


@contextmanager
def planted() -> Iterator[Mapping[str, Plant]]:
    """Make what faults are planted in, and yield how each of them is planted, by its name."""
    with tempfile.TemporaryDirectory() as folder, Gateway() as gateway:
        reader = Reader(gateway, TIMEOUT, installed=Installed(Path(folder) / "installed"))
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(COPIES):
            copies.put(mock.copy(Path(folder) / f"copy{number}"))
        faults: dict[str, Plant] = {}
        for fault in mock.mutants():
            faults[fault.id] = partial(mock.verdict, fault, copies, 10 * TIMEOUT)
        for change in pages.mutants(built().walkthroughs()):
            faults[change.id] = partial(pages.verdict, change, reader)
        for lie in prose.lies():
            faults[lie.id] = partial(prose.verdict, lie)
        yield faults


def _tried(name: str, plant: Plant) -> str:
    """Plant a fault, print its verdict, and return it."""
    verdict = plant()
    line = f"caught: {name}\n    {verdict[:200]}" if verdict else f"NOT caught: {name}"
    print(line, flush=True)
    return verdict


def _summary(verdicts: Mapping[str, str], equivalent: Collection[str], *, is_whole: bool) -> int:
    """Print what survived and which entries of equivalent.toml are wrong, and return the exit status.

    Unless `is_whole`, some faults were not to be planted.
    """
    survived = [name for name, verdict in verdicts.items() if not verdict and name not in equivalent]
    stale = [name for name in equivalent if verdicts.get(name, is_whole)]
    caught = sum(map(bool, verdicts.values()))
    listed = sum(name in equivalent for name in verdicts)
    print(f"\n{len(verdicts)} faults planted, {caught} caught, {listed} equivalent.")
    for name in survived:
        print(f"survived: {name}")
    for name in stale:
        print(f"equivalent.toml lists {name!r}, which is caught, or is no longer planted. Remove the entry.")
    if is_whole and len(equivalent) > MOST_EQUIVALENT * len(verdicts):
        print(f"equivalent.toml lists {len(equivalent)} faults, more than {MOST_EQUIVALENT:.0%} of all.")
        print("Make the rules plant fewer faults that change nothing.")
        return 1
    return bool(survived or stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
