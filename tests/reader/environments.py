"""Which Python environment a walkthrough's terminal has active: the one that has what the page installs.

`pip install` on a page runs for real, without a network: it finds the locked newest release in its place.
"""

import sys
import tomllib
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.reader.errors import PageError
from tests.reader.installs import installs
from tests.reader.walkthroughs import Action, Walkthrough
from tests.site.facts import ROOT

MAIN = Path(sys.executable).parent
MAIN_GROUPS = ("site", "clients", "test", "check")


@cache
def groups() -> dict[str, frozenset[str]]:
    """Return the packages that each dependency group of pyproject.toml asks for, by the group's name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        group: frozenset(canonicalize_name(Requirement(package).name) for package in packages)
        for group, packages in project["dependency-groups"].items()
    }


def programs_of(walkthrough: Walkthrough) -> Path:
    """Return the folder of the programs that the terminal finds first.

    Raises PageError if no environment has what the page installs.
    """
    for step in walkthrough.steps:
        found = installs(step.block.text) if step.action is Action.PASTE else []
        packages = {install.package for install in found if install.registry == "pip"}
        if not packages:
            continue
        # Another environment may need an old release of what the main one has.
        if packages <= frozenset[str]().union(*(groups()[group] for group in MAIN_GROUPS)):
            continue
        for group, asked in groups().items():
            if group not in MAIN_GROUPS and packages <= asked:
                return ROOT / ".cache" / "venvs" / group / "bin"
        raise PageError(
            step.block.place,
            f"the page installs {', '.join(sorted(packages))}, which no group of pyproject.toml has.",
            "Add a group and run `make lock`.",
        )
    return MAIN
