"""The blocks of some pages, run with the real clients by the PowerShells of this machine.

The workflow's job on Windows calls it: the harness of the tests is for systems with bash, and builds no site
there. So one job writes down what a reader of Windows does, `write FILE`, and another does it, `run FILE`:
in Windows PowerShell 5.1 and in PowerShell 7, whichever are there. Without one, the evaluator does it, which
checks this command alone. Clients that a page installs are there already.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.gateway import Gateway
from tests.powershell.terminal import Evaluated, Real, on_this_machine
from tests.reader import output
from tests.reader.claims import recorded
from tests.reader.home import AGENTS, Home
from tests.reader.installs import only_installs
from tests.reader.outcome import Outcome
from tests.reader.pages import built
from tests.reader.shells import in_powershell
from tests.reader.walkthroughs import Action, Step, Walkthrough

TIMEOUT = 300.0  # seconds: the first start of a client on a fresh machine
PAGES = ("index", "troubleshooting", "api-keys", "api-keys/claude-code", "api-keys/codex", "billing/api")
SHELL = (Action.PASTE, Action.SAVE)


@dataclass(frozen=True)
class Task:
    """One step of a walkthrough: a text to paste, or one to save as `path`; what is sent, what is printed."""

    text: str
    path: str
    sends: list[str]
    prints: str
    language: str


def tasks(walkthrough: Walkthrough) -> list[Task]:
    """Return what a reader of Windows does, without what the machine has installed."""
    return [_task(step) for step in walkthrough.steps if not only_installs(step.block.text)]


def _task(step: Step) -> Task:
    path = (step.block.on_windows or step.block.title) if step.action is Action.SAVE else ""
    text = in_powershell(step)
    shown = step.output
    return Task(
        text, path, list(map(str, step.sends)), shown.text if shown else "", shown.language if shown else ""
    )


def write(path: Path) -> None:
    """Write the walkthroughs of PAGES that need nothing but a shell."""
    found = {
        walkthrough.name: list(map(asdict, tasks(walkthrough)))
        for walkthrough in built().walkthroughs()
        if walkthrough.page in PAGES
        and "en" in walkthrough.languages
        and all(step.action in SHELL for step in walkthrough.steps)
    }
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"{len(found)} walkthroughs in {path}")


def run(path: Path) -> int:
    """Do what `write` has written. Print a line for each walkthrough; return how many failed."""
    walkthroughs: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    shells = on_this_machine() or ["the evaluator"]
    failed = 0
    with Gateway() as gateway:
        for shell in shells:
            for name, steps in walkthroughs.items():
                faults = list(_faults([Task(**step) for step in steps], gateway, shell))
                failed += bool(faults)
                print("\n  ".join([f"{'failed' if faults else 'ok'} {name} in {shell}", *faults]), flush=True)
    return failed


def _faults(steps: list[Task], gateway: Gateway, shell: str) -> Iterator[str]:
    is_real = shell in on_this_machine()
    opener: Callable[[Home], Any] = partial(Real, program=shell) if is_real else Evaluated
    with (
        gateway.session(f"windows in {shell}") as session,
        _home(session.env) as home,
        closing(opener(home)) as terminal,
    ):
        for number, step in enumerate(steps, start=1):
            if step.path:
                _save(step, home)
                continue
            before = len(session.requests)
            outcome = terminal.paste(step.text, TIMEOUT)
            sent = list(map(str, recorded(session.requests[before:])))
            yield from (f"step {number}: {fault}" for fault in _wrong(step, outcome, sent))


def _wrong(step: Task, outcome: Outcome, sent: list[str]) -> Iterator[str]:
    if sent != step.sends:
        yield f"sent {sent}, not {step.sends}; printed {outcome.printed}"
    if step.prints and not output.agrees(step.prints, outcome, step.language):
        yield f"printed {outcome.printed}, not {step.prints}"
    if outcome.code != 0 and not step.prints:
        yield f"ended with {outcome.code}: {outcome.printed}"


def _save(step: Task, home: Home) -> None:
    place = step.path.replace("$HOME", str(home.path)).replace("\\", "/")
    path = home.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(step.text, encoding="utf-8")


@contextmanager
def _home(network: dict[str, str]) -> Iterator[Home]:
    """Make a home for a walkthrough, in the environment of this machine."""
    with tempfile.TemporaryDirectory(prefix="windows-", ignore_cleanup_errors=True) as folder:
        path = Path(folder).resolve()
        places = {"HOME": path, "USERPROFILE": path, "HOMEDRIVE": path.drive, "HOMEPATH": str(path)[2:]}
        places |= {"APPDATA": path / "AppData" / "Roaming", "LOCALAPPDATA": path / "AppData" / "Local"}
        own = {name: value for name, value in os.environ.items() if not name.upper().endswith("_KEY")}
        environment = own | network | {name: str(place) for name, place in places.items()}
        if os.name == "nt":
            _trust(Path(network["SSL_CERT_FILE"]), path)
        else:
            environment["PATH"] = os.pathsep.join([str(AGENTS), environment["PATH"]])
        home = Home(path, environment)
        for made in (home.folder, path / "tmp"):
            made.mkdir()
        yield home


def _trust(authority: Path, home: Path) -> None:
    """Let Windows' own curl trust the mock: it asks the system, and cannot ask whether it was revoked."""
    subprocess.run(["certutil", "-f", "-addstore", "Root", str(authority)], check=True, capture_output=True)
    (home / ".curlrc").write_text("ssl-no-revoke\n", encoding="ascii")


def main(words: Sequence[str]) -> int:
    """Call `write` or `run`."""
    match words:
        case ["write", name]:
            write(Path(name))
            return 0
        case ["run", name]:
            return min(run(Path(name)), 1)
    print("usage: python -m tests.commands.windows write|run FILE", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
