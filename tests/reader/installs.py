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

    `folder` is shared by all workers of a run. A later `npm install` of the same packages gets the first
    one's files.
    """

    FILES = ("node_modules", "package.json", "package-lock.json")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def reuse(self, text: str, project: Path) -> bool:
        """Put what the block installed before into `project`. Return False if no run of it has passed yet."""
        kept = self._kept(text)
        if not kept.is_dir():
            return False
        for name in self.FILES:
            if (kept / name).is_dir():
                (project / name).symlink_to(kept / name)
            elif (kept / name).exists():
                shutil.copy(kept / name, project / name)
        return True

    def keep(self, text: str, project: Path) -> None:
        """Note that the block passed, and move the files that it made in `project` away, behind a link."""
        kept = self._kept(text)
        unfinished = kept.with_suffix(f".{project.parent.name}")
        unfinished.mkdir(parents=True)
        for name in self.FILES:
            if (project / name).is_dir():
                # Moved and linked back: a copy would cost as much as the install.
                shutil.move(project / name, unfinished / name)
            elif (project / name).exists():
                shutil.copy(project / name, unfinished / name)
        try:
            unfinished.rename(kept)
        except OSError:
            # Another worker was faster; this one keeps its own.
            kept = unfinished
        if (kept / "node_modules").is_dir():
            (project / "node_modules").symlink_to(kept / "node_modules")

    def _kept(self, text: str) -> Path:
        return self.folder / hashlib.sha256(text.encode()).hexdigest()[:16]
