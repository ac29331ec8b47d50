"""Programs that only write down what they were given: arguments, input, environment."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tree_sitter import Node

from tests.powershell.cmdlets import CMDLETS
from tests.powershell.grammar import parse, text_of
from tests.reader.shells import in_powershell
from tests.reader.walkthroughs import Action, Walkthrough

# The one real program: what it sends and prints is what the blocks are about.
CURL = "curl.exe"
SCRIPT = """\
#!/bin/sh
at="{runs}/$(ls "{runs}" | wc -l)"
mkdir "$at"
cat >"$at/input"
printf '%s\\0' "${{0##*/}}" "$@" >"$at/arguments"
env -0 >"$at/environment"
"""


@dataclass(frozen=True)
class Run:
    """One start of a program: its name and arguments, what was piped to it, its environment."""

    arguments: list[str]
    given: str
    environment: dict[str, str]


@dataclass(frozen=True)
class StandIns:
    """A folder of stand-ins, to be the first on a PATH."""

    folder: Path

    def write(self, names: set[str]) -> None:
        """Make the folder, with a stand-in of each name, and curl under the name that it has on Windows."""
        runs = self.folder / "runs"
        runs.mkdir(parents=True)
        for name in names:
            path = self.folder / name
            path.write_text(SCRIPT.format(runs=runs), encoding="utf-8")
            path.chmod(0o755)
        (self.folder / CURL).symlink_to("/usr/bin/curl")

    def runs(self) -> list[Run]:
        """Return what was started, in order."""
        paths = sorted((self.folder / "runs").iterdir(), key=lambda path: int(path.name))
        return [
            Run(
                (path / "arguments").read_text(encoding="utf-8").split("\0")[:-1],
                (path / "input").read_text(encoding="utf-8"),
                variables((path / "environment").read_text(encoding="utf-8")),
            )
            for path in paths
        ]


def variables(printed: str) -> dict[str, str]:
    """Return what `env -0` prints."""
    return dict(entry.split("=", 1) for entry in printed.split("\0") if "=" in entry)


def programs(walkthrough: Walkthrough) -> set[str]:
    """Return the programs that its PowerShell blocks start, but curl. Raises Refused."""
    found = {
        name
        for step in walkthrough.steps
        if step.action is Action.PASTE
        for name in _names(parse(in_powershell(step)))
    }
    return {name for name in found if name.lower() not in CMDLETS} - {CURL}


def _names(node: Node) -> Iterator[str]:
    if node.type == "command_name":
        yield text_of(node)
    for child in node.named_children:
        yield from _names(child)
