"""Run every check that needs no test, and print a line for each: `make check`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.site.facts import ROOT
from tests.site.sources import relative, tracked

PYTHON = ROOT / ".venv" / "bin"
NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin"
PACKAGES = ROOT / ".cache" / "checks" / "node_modules"
SOURCES = ("tests", "overrides")


@dataclass(frozen=True)
class Check:
    """A command that fails if it finds something, what mends it, and the folder in which it runs."""

    name: str
    command: tuple[str, ...]
    remedy: str = ""
    folder: str = "."


TOOL = "`make format` mends what a tool can."
LOCK = "Declare it in pyproject.toml and tests/locks/README.md, or remove it there, and run `make lock`."


def checks() -> list[Check]:
    """Return all checks, the slowest first."""
    shown = (ROOT / "snippets" / "ci").glob("*.yml")
    workflows = map(relative, sorted([*(ROOT / ".github" / "workflows").glob("*.yml"), *shown]))
    return [
        Check("types of Python", ("mypy",)),
        Check("imports between rooms", ("lint-imports", "--no-logo")),
        Check("dependencies", ("fawltydeps", "--detailed"), LOCK),
        *quick(),
        Check("types of JavaScript", ("tsc", "--project", "overrides/scripts")),
        Check("workflows", ("node", "tests/commands/workflows.cjs", *workflows)),
    ]


def quick() -> list[Check]:
    """Return the checks of a second or two, for a commit."""
    return [
        Check("rooms and conventions", ("python", "-m", "tests.commands.conventions")),
        Check("style of Python", ("ruff", "check", "--quiet", "--output-format=concise", *SOURCES), TOOL),
        Check("format of Python", ("ruff", "format", "--quiet", "--diff", *SOURCES), TOOL),
        Check("scripts and styles", ("biome", "check", "--error-on-warnings"), TOOL, "overrides"),
        Check("shell scripts", ("shellcheck", *_shell_scripts())),
    ]


def _shell_scripts() -> list[str]:
    """Return the scripts of this repository; those below snippets/ are what a reader pastes."""
    bash = b"#!/usr/bin/env bash\n"
    return [relative(path) for path in tracked() if not path.suffix and path.read_bytes().startswith(bash)]


def run(check: Check) -> bool:
    """Run a check and print its line. Return whether it found nothing."""
    path = os.pathsep.join([str(PYTHON), str(PACKAGES / ".bin"), str(NODE), os.environ["PATH"]])
    program = shutil.which(check.command[0], path=path)
    if program is None:
        print(
            f"failed  {check.name}: {check.command[0]} is not installed. `make check` installs it.",
            flush=True,
        )
        return False
    start = time.monotonic()
    result = subprocess.run(
        [program, *check.command[1:]],
        check=False,
        cwd=ROOT / check.folder,
        env={**os.environ, "PATH": path, "NODE_PATH": str(PACKAGES)},
        capture_output=True,
        text=True,
    )
    seconds = time.monotonic() - start
    if result.returncode == 0:
        print(f"ok      {check.name} ({seconds:.1f} s)", flush=True)
        return True
    said = "\n".join(filter(None, (result.stdout.strip(), result.stderr.strip(), check.remedy)))
    print(f"failed  {check.name} ({' '.join(check.command)}):\n{said}\n", flush=True)
    return False


def main(arguments: Sequence[str]) -> int:
    """Run the checks, two at a time; only the quick ones with `--quick`. Return 1 if one found something."""
    with ThreadPoolExecutor(2) as pool:
        return not all(list(pool.map(run, quick() if "--quick" in arguments else checks())))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
