"""A walkthrough's commands in bash and in PowerShell, side by side: what the world sees of each block.

curl is real and asks the gateway. Any other program is a stand-in (stand_ins.py). A program knows nothing of
the shell that started it but its arguments, its input, its environment and the files: so what the real one
does in bash (tests/test_walkthroughs.py), it does in PowerShell.
"""

import hashlib
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.powershell.stand_ins import Run, StandIns, programs, variables
from tests.powershell.terminal import Evaluated, PowerShell, Real, on_this_machine
from tests.reader import output
from tests.reader.home import Home, throwaway
from tests.reader.outcome import Outcome
from tests.reader.recorder import Gateway, Recorded, Recorder
from tests.reader.saving import save
from tests.reader.shells import in_powershell
from tests.reader.terminal import Terminal
from tests.reader.walkthroughs import Action, Step, Walkthrough

TIMEOUT = 60.0  # seconds
BASH, EVALUATOR = "bash", "the evaluator"
# What a new terminal reads: zsh on macOS, bash on most Linux.
PROFILES = (".zshrc", ".bashrc")
# What npm, and a real PowerShell, keep for themselves.
OWN_FILES = (".npm-global", ".cache", ".local", ".config")
# What a shell keeps for itself, and what the reader gives npm (tests/reader/terminal.py).
OWN = re.compile(r"_|SHLVL|OLDPWD|PWD|PS\w+|POWERSHELL_\w+|npm_config_\w+|reader_\w+")
KEY = re.compile(r"sk-[\w-]+")
# bash can set a variable for one command alone; in PowerShell it stays set.
FOR_ONE_COMMAND = re.compile(r"^(\w+)=\S* +\w", re.MULTILINE)


@dataclass(frozen=True)
class Seen:
    """What the world sees of a block: the programs started, the requests, what it printed and left.

    `kept` are the variables that a new terminal has of it, `said` its messages, which are the shell's own.
    """

    runs: list[Run]
    requests: list[dict[str, Any]]
    failed: bool
    printed: str
    files: dict[str, str]
    kept: dict[str, str]
    environment: dict[str, str]
    said: str


@dataclass(frozen=True)
class Side:
    """One shell in its throw-away home."""

    name: str
    shell: PowerShell
    home: Home
    recorder: Recorder
    stand_ins: StandIns

    def do(self, step: Step) -> Seen:
        """Do what the page says of a block."""
        requests, runs = len(self.recorder.requests), len(self.stand_ins.runs())
        outcome = None
        if step.action is Action.PASTE:
            text = step.block.text if self.name == BASH else in_powershell(step)
            outcome = self.shell.paste(text, TIMEOUT)
        elif step.action is Action.SAVE:
            self._save(step)
        sent = self.recorder.requests[requests:]
        started = [
            replace(run, environment=self._plain(run.environment)) for run in self.stand_ins.runs()[runs:]
        ]
        return Seen(
            started,
            [_request(request) for request in sent],
            bool(outcome and outcome.code != 0),
            "" if started or not outcome else self._printed(step, outcome, is_answer=bool(sent)),
            _files(self.home),
            _profile(self.home) if self.name == BASH else self.shell.kept,
            self._plain(self.shell.environment),
            outcome.stderr if outcome else "",
        )

    def _save(self, step: Step) -> None:
        path = save(step, self.home, self.shell.folder)
        windows = step.block.on_windows
        if windows and self.name != BASH:
            # A program that asks its system for the place gets Linux's here (overrides/hooks/forms.py).
            places = {
                "$HOME": self.home.path,
                "$env:APPDATA": self.home.path / ".config",
                "$env:LOCALAPPDATA/hermes": self.home.path / ".hermes",
            }
            named = windows.replace("\\", "/")
            for name, place in places.items():
                named = named.replace(name, str(place))
            assert Path(named) == path, f"{step.block.place}: on Windows the page says {windows}"

    def _printed(self, step: Step, outcome: Outcome, *, is_answer: bool) -> str:
        """Return what a block printed, or whether it is what the page shows; a stand-in prints nothing."""
        if step.output:
            agrees = output.agrees(step.output.text, outcome, step.output.language)
            return "what the page shows" if agrees else f"not what the page shows: {outcome.printed}"
        # An answer has an id of its own each time.
        return "an answer" if is_answer else outcome.stdout.replace(str(self.home.path), "~")

    def _plain(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return an environment without what differs from one throw-away home to the next."""
        network = self.recorder.env
        return {
            key: "the reader's" if network.get(key) == value else self._own(value)
            for key, value in values.items()
            if not OWN.fullmatch(key)
        }

    def _own(self, value: str) -> str:
        return value.replace(str(self.stand_ins.folder), "").replace(str(self.home.path), "~")


def differences(walkthrough: Walkthrough, gateway: Gateway, folder: Path) -> list[str]:
    """Return in what PowerShell differs from bash, a line each: the evaluator, and what this machine has.

    `folder` is empty, and takes the stand-ins. Raises Refused for a form that the evaluator does not know.
    """
    known = programs(walkthrough)
    openers: dict[str, Callable[[Home], Any]] = {BASH: Terminal, EVALUATOR: Evaluated}
    openers |= {name: partial(Real, program=name) for name in on_this_machine()}
    seen = {}
    for name, opener in openers.items():
        stand_ins = StandIns(folder / name)
        stand_ins.write(known)
        with (
            gateway.session(f"{walkthrough.name} in {name}") as recorder,
            throwaway(recorder.env, stand_ins.folder) as home,
            closing(opener(home)) as shell,
        ):
            side = Side(name, shell, home, recorder, stand_ins)
            seen[name] = [side.do(step) for step in walkthrough.steps]
    bash = seen.pop(BASH)
    return [
        f"block {number}: {line}"
        for name, other in seen.items()
        for number, (step, *both) in enumerate(zip(walkthrough.steps, bash, other, strict=True), start=1)
        for line in _lines(step, name, *both)
    ]


def _lines(step: Step, name: str, bash: Seen, other: Seen) -> Iterator[str]:
    # The records mask keys.
    keys, of_twin = (sorted(set(KEY.findall(text))) for text in (step.block.text, in_powershell(step)))
    if keys != of_twin:
        yield f"keys in bash {keys}, in PowerShell {of_twin}"
    # What an account keeps is a matter of Windows: elsewhere a real PowerShell does nothing.
    for what in ("runs", "requests", "failed", "printed", "files", *(["kept"] if name == EVALUATOR else [])):
        if getattr(bash, what) != getattr(other, what):
            yield f"{what} in bash {getattr(bash, what)!r}, in {name} {getattr(other, what)!r} {other.said}"
    once = set(FOR_ONE_COMMAND.findall(step.block.text))
    first, second = (
        {variable for variable in side.environment.items() if variable[0] not in once}
        for side in (bash, other)
    )
    if first != second:
        yield f"environment in bash alone {sorted(first - second)}, in {name} alone {sorted(second - first)}"


def _request(request: Recorded) -> dict[str, Any]:
    headers = {name: value for name, value in request.headers.items() if name != "content-length"}
    return {"line": request.line, "host": request.host, "headers": headers, "body": request.body}


def _files(home: Home) -> dict[str, str]:
    """Return what is below a home, folders and the digest of each file, but profiles and temporary files."""
    found = {}
    for path in sorted(home.path.rglob("*")):
        name = path.relative_to(home.path).as_posix()
        if name.split("/")[0] not in ("tmp", *PROFILES, *OWN_FILES):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "folder"
    return found


def _profile(home: Home) -> dict[str, str]:
    """Return the variables that the profiles of a home set."""
    found: dict[str, str] = {}
    for name in PROFILES:
        if (path := home.path / name).exists():
            command = ["env", "-i", "/bin/bash", "--norc", "-c", '. "$0"; /usr/bin/env -0', str(path)]
            found |= variables(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: value for name, value in found.items() if not OWN.fullmatch(name)}
