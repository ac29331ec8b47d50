"""A Python block in a process forked from one that has the clients loaded, and in a new process."""

import statistics
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.gateway import Gateway
from tests.reader.home import throwaway
from tests.reader.outcome import Outcome
from tests.reader.programs import Program, run_python, run_python_unforked
from tests.site.facts import ROOT, facts

REPEATS = 10
TIMEOUT = 60  # seconds
# How many times faster the fork is to be.
AIM = 8

Runner = Callable[[Program, float], Outcome]


def block() -> None:
    """Print how long each Python block takes in both kinds of process."""
    print(f"\nOne Python block in the reader, milliseconds (median of {REPEATS} pairs)")
    print(f"  {'block':<36}{'forked':>9}{'new':>9}{'ratio':>9}{'aim':>8}")
    snippets = ROOT / "snippets"
    keys = {provider["env"]: f"sk-your-{name}-key" for name, provider in facts()["providers"].items()}
    with Gateway() as gateway:
        for source in sorted(snippets.glob("*-python/*.py")):
            forked: list[float] = []
            new: list[float] = []
            # The first pair starts the fork server and is not counted.
            for _ in range(REPEATS + 1):
                forked.append(_milliseconds(run_python, source, gateway, keys))
                new.append(_milliseconds(run_python_unforked, source, gateway, keys))
            ours, theirs = statistics.median(forked[1:]), statistics.median(new[1:])
            name = source.relative_to(snippets).as_posix()
            print(f"  {name:<36}{ours:>9.0f}{theirs:>9.0f}{theirs / ours:>8.1f}×{AIM:>7}×", flush=True)


def _milliseconds(runner: Runner, source: Path, gateway: Gateway, keys: Mapping[str, str]) -> float:
    """Run a snippet in a throw-away HOME with these keys. Raises SystemExit if it fails."""
    with gateway.session(source.stem) as session, throwaway(session.env) as home:
        path = home.folder / source.name
        text = source.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        outcome = runner(Program(text, path, source, home.folder, {**home.environment, **keys}), TIMEOUT)
    if outcome.code != 0:
        raise SystemExit(f"{source}: {outcome.printed}")
    return outcome.seconds * 1000
