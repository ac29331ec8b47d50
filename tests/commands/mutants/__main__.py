"""`make mutants`, or `make mutants ARGS="codex"` for those with a word in their name: plant each fault, and print what survived.

A fault is caught if the walkthrough goes red, or the mock's own tests do. One that changes nothing is listed in
equivalent.toml with the output that shows it; an entry that is caught, or whose fault is gone, is named as well.
"""

import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.commands.mutants import mock, pages
from tests.gateway import Gateway
from tests.reader.installs import Installed
from tests.reader.pages import built
from tests.reader.visit import Reader
from tests.site.facts import ROOT

EQUIVALENT = ROOT / "tests" / "commands" / "mutants" / "equivalent.toml"
# Two copies of the mock are tested at once; of the pages more, since a client with a wrong setting mostly waits.
COPIES, WORKERS = 2, 4
# A client that repeats a wrong request for longer has failed as well.
TIMEOUT = 60  # seconds
MOST_EQUIVALENT = 0.05


def main(words: Sequence[str]) -> int:
    equivalent = (
        tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"] if EQUIVALENT.exists() else []
    )
    listed = {entry["id"]: entry for entry in equivalent}
    with tempfile.TemporaryDirectory() as folder, Gateway() as gateway, ThreadPoolExecutor(WORKERS) as pool:
        reader = Reader(gateway, TIMEOUT, installed=Installed(Path(folder) / "installed"))
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(COPIES):
            copies.put(mock.copy(Path(folder) / f"copy{number}"))
        planted: list[tuple[str, Callable[[], str]]] = [
            *(
                (mutant.id, lambda mutant=mutant: mock.verdict(mutant, copies, 10 * TIMEOUT))
                for mutant in mock.mutants()
            ),
            *(
                (mutant.id, lambda mutant=mutant: pages.verdict(mutant, reader))
                for mutant in pages.mutants(built().walkthroughs())
            ),
        ]
        chosen = [(name, plant) for name, plant in planted if all(word in name for word in words)]
        verdicts = dict(
            zip([name for name, _ in chosen], pool.map(lambda pair: _said(*pair), chosen), strict=True)
        )
    survived = [name for name, verdict in verdicts.items() if not verdict and name not in listed]
    stale = [name for name in listed if verdicts.get(name, "caught" if not words else "")]
    print(
        f"\n{len(verdicts)} faults planted, {sum(map(bool, verdicts.values()))} caught, {sum(name in listed for name in verdicts)} equivalent."
    )
    for name in survived:
        print(f"survived: {name}")
    for name in stale:
        print(f"equivalent.toml lists {name!r}, which is caught, or is no longer planted. Remove the entry.")
    if not words and len(listed) > MOST_EQUIVALENT * len(verdicts):
        print(
            f"equivalent.toml lists {len(listed)} faults, more than {MOST_EQUIVALENT:.0%}. Make the rules plant fewer that change nothing."
        )
        return 1
    return bool(survived or stale)


def _said(name: str, plant: Callable[[], str]) -> str:
    verdict = plant()
    print(
        f"{'caught' if verdict else 'NOT caught'}: {name}" + (f"\n    {verdict[:200]}" if verdict else ""),
        flush=True,
    )
    return verdict


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
