"""What the locks say: the version of a client, and the day on which it was the newest one."""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The locks of what pages install with npm. Node and Lighthouse are on no page.
NPM_LOCKS = ("clients", "agents")


class NotLocked(LookupError):
    """A page asks for the version of a package that no lock has."""


@cache
def version(root: Path, registry: str, package: str) -> str:
    """Return the locked version of a client, such as `version(root, "npm", "openai")`.

    Raises NotLocked if no lock has it.
    """
    versions = _npm(root, package) if registry == "npm" else _pip(root, package)
    for locked in versions:
        return locked
    raise NotLocked(
        f"the {registry} package {package} is in none of the locks. "
        "Add it to pyproject.toml or a package.json, and run `make lock`."
    )


@cache
def day(root: Path) -> str:
    """Return the day on which the locked releases were run, such as "2026-11-25"."""
    locked: str = _project(root)["tool"]["tokenforme-docs"]["locked"]
    return locked


@cache
def needs_node(root: Path, package: str) -> str:
    """Return the oldest Node.js with which the locked release of a package runs by its own word: "22".

    Raises NotLocked if no lock has the package, or if the package does not say.
    """
    for locked in _npm_packages(root, package):
        if lowest := re.match(
            r">=(\d+(?:\.\d+)*?)(?:\.0)*(?=\s|$)", locked.get("engines", {}).get("node", "")
        ):
            return lowest[1]
    raise NotLocked(f"the npm package {package} does not say which Node.js it needs, or is in no lock.")


def _npm(root: Path, package: str) -> Iterator[str]:
    yield from (locked["version"] for locked in _npm_packages(root, package))


def _npm_packages(root: Path, package: str) -> Iterator[dict[str, Any]]:
    for folder in NPM_LOCKS:
        lock = root / "tests" / "locks" / folder / "package-lock.json"
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        if package in packages[""]["dependencies"]:
            yield packages[f"node_modules/{package}"]


def _pip(root: Path, package: str) -> Iterator[str]:
    for group, asked in _project(root)["dependency-groups"].items():
        if package in {canonicalize_name(Requirement(one).name) for one in asked}:
            lock = root / "tests" / "locks" / f"{group}.txt"
            text = (lock if lock.exists() else lock.with_name("python.txt")).read_text(encoding="utf-8")
            for line in re.findall(rf"^{re.escape(package)}==[^\\\n]+", text, re.MULTILINE):
                locked = Requirement(line)
                # Other versions of Python may have another release.
                if locked.marker is None or locked.marker.evaluate():
                    yield str(locked.specifier).removeprefix("==")


@cache
def _project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
