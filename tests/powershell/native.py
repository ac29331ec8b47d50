"""Programs that a block starts: their arguments and what is piped to them, the same in 5.1 and in 7."""

import shutil
import subprocess
from pathlib import Path

import mslex

from tests.powershell.grammar import Refused
from tests.powershell.values import State

# Windows PowerShell 5.1 has these for commands of its own (Get-Alias), of which some take other arguments
# than the program of that name. PowerShell 7 has fewer.
ALIASES = frozenset(
    {
        *("cat", "clear", "cp", "curl", "diff", "dir", "echo", "h", "history", "kill", "ls", "man", "mount"),
        *("mv", "ps", "pwd", "r", "rm", "rmdir", "select", "set", "sleep", "sort", "start", "tee", "type"),
        *("wget", "where"),
    }
)
# On Windows these are .exe files.
EXECUTABLES = ("git", "python", "py", "pip")
# Programs that npm installs are started through a .cmd file, in which these mean something.
OF_CMD = '%^&|<>"'


def program(name: str, environment: dict[str, str], line: int) -> str | None:
    """Return the path of a program on the PATH, None if there is none. Raises Refused for an alias of 5.1."""
    if name.lower() in ALIASES:
        raise Refused(f"in Windows PowerShell 5.1, {name} is an alias; write {name}.exe", line)
    return shutil.which(name.removesuffix(".exe"), path=environment.get("PATH", ""))


def arguments(name: str, given: list[str], line: int) -> list[str]:
    """Return what a program gets of these arguments. Raises Refused if 5.1 hands on others than 7.

    5.1 sets those with white space between quotation marks, and touches no quotation mark inside; the program
    takes the line apart by the rules of Microsoft's C runtime.
    """
    command_line = " ".join(f'"{word}"' if any(map(str.isspace, word)) else word for word in given)
    received = mslex.split(command_line, like_cmd=False) if command_line else []
    if received != given:
        raise Refused(f"Windows PowerShell 5.1 gives {name} {received}, PowerShell 7 {given}", line)
    if (
        not name.endswith(".exe")
        and name not in EXECUTABLES
        and (special := [word for word in given if set(word) & set(OF_CMD)])
    ):
        raise Refused(f"{special} would go through a .cmd file, which reads {OF_CMD}", line)
    return given


def piped(text: str, line: int) -> str:
    """Return what a program reads of a piped string. Raises Refused if 5.1, which pipes ASCII, loses some."""
    if not text.isascii():
        raise Refused(f"Windows PowerShell 5.1 pipes ASCII: {text!r} would arrive with question marks", line)
    return f"{text}\n"


def run(path: str, words: list[str], given: str | None, state: State, timeout: float) -> tuple[int, str, str]:
    """Start a program. Return its exit status and what it printed.

    Raises subprocess.TimeoutExpired after `timeout` seconds.
    """
    done = subprocess.run(
        [Path(path).name, *words],
        executable=path,
        cwd=state.folder,
        env=state.environment,
        input=given or "",
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
