"""What a block installs by its command lines: `npm install -g @openai/codex`, `pip install "llm>=0.30"`."""

import hashlib
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

COMMAND = re.compile(r"(?P<npm>npm (?:install|i|add)(?!\S))|(?:python3? -m )?(?P<pip>pip3? install(?!\S))")
# `openai`, `@openai/codex`, `cline@3.0.65`, as `npm help install` has them.
NPM_PACKAGE = re.compile(r"(?P<name>(?:@[\w.-]+/)?[\w.-]+)(?:@\S+)?")


@dataclass(frozen=True)
class Install:
    """One package of an install line, without version and extras; `is_global` is npm's `-g`."""

    registry: Literal["npm", "pip"]
    package: str
    is_global: bool = False


def installs(text: str) -> list[Install]:
    """Return the packages that the lines of a block install, in reading order."""
    return [install for line in text.splitlines() for install in _line(line) or []]


def only_installs(text: str) -> bool:
    """Check whether a block does nothing but install packages."""
    return all(_line(line) for line in text.splitlines() if line.strip())


def _line(line: str) -> list[Install] | None:
    """Return what a command line installs, None for any other and for several."""
    match = COMMAND.match(line.strip())
    if not match or re.search(r"[;&|<>`$]", re.sub(r'"[^"`$]*"', "", line)):
        return None
    words = shlex.split(line.strip()[match.end() :])
    packages = [word for word in words if not word.startswith("-")]
    if match["npm"]:
        is_global = bool({"-g", "--global"} & set(words))
        named = [NPM_PACKAGE.fullmatch(word) for word in packages]
        return [Install("npm", found["name"], is_global) for found in named if found]
    try:
        return [Install("pip", canonicalize_name(Requirement(word).name)) for word in packages]
    except InvalidRequirement:
        return None


class Installed:
    """The installs that were done in this run: the same line in another tab or worker finds them done.

    `folder` notes which have passed; all workers of a run share it. `made` has the files that npm made, so
    that they need not be unpacked again. It may outlive the run, and goes with one lock and one npm.
    """

    FILES = ("node_modules", "package.json", "package-lock.json")

    def __init__(self, folder: Path, made: Path | None = None) -> None:
        self.folder = folder
        self.made = made or folder / "made"

    def is_made(self, text: str) -> bool:
        """Check whether the files that the block makes are there, from this run or from one before."""
        return (self.made / _name(text)).is_dir()

    def reuse(self, text: str, project: Path) -> bool:
        """Put what the block made into `project`. Return False if it has not passed in this run yet."""
        if not (self.folder / _name(text)).exists():
            return False
        self.put(text, project)
        return True

    def put(self, text: str, project: Path) -> None:
        """Put the files that the block makes into `project`, as far as they are not there."""
        made = self.made / _name(text)
        for name in self.FILES:
            if (project / name).exists():
                continue
            if (made / name).is_dir():
                (project / name).symlink_to(made / name)
            elif (made / name).exists():
                shutil.copy(made / name, project / name)

    def keep(self, text: str, project: Path) -> None:
        """Note that the block passed, and move the files that it made in `project` away, behind a link."""
        if not self.is_made(text):
            self._move(text, project)
        self.put(text, project)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / _name(text)).touch()

    def _move(self, text: str, project: Path) -> None:
        made = self.made / _name(text)
        unfinished = made.with_suffix(f".{project.parent.name}")
        unfinished.mkdir(parents=True)
        for name in self.FILES:
            if (project / name).is_dir():
                # Moved and linked back: a copy would cost as much as the install.
                shutil.move(project / name, unfinished / name)
            elif (project / name).exists():
                shutil.copy(project / name, unfinished / name)
        try:
            unfinished.rename(made)
        except OSError:
            # Another worker was faster.
            shutil.rmtree(unfinished)


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
