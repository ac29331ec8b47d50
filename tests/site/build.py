"""Build the site from its sources, here or in a copy of the project."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.site.facts import ROOT, languages

# All that the built site follows from.
SOURCES = (
    "mkdocs.yml",
    "docs",
    "snippets",
    "overrides",
    "tests/locks",
    "package-lock.json",
    ".npmrc",
    "pyproject.toml",
)
LANGUAGES = tuple(languages())
DEFAULT_LANGUAGE = LANGUAGES[0]


def home(language: str) -> str:
    """Return the address of a language's home page below the site's root: "" or "zh/"."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


def build(
    folder: Path, config: Path = ROOT / "mkdocs.yml", *, tool: str = "mkdocs", strict: bool = True
) -> str:
    """Build the site into a folder with MkDocs, or with another tool of the same form, and return its output.

    Raises RuntimeError, with MkDocs' own words, if the build fails.
    """
    # Never with -q: it hides warnings from the strict mode itself.
    command = [sys.executable, "-m", tool, "build", "--strict" if strict else "--no-strict"]
    command += ["--config-file", str(config), "--site-dir", str(folder)]
    # The hooks are imported from this checkout, whatever the configuration.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    result = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, env=environment)
    output = result.stdout + result.stderr
    if result.returncode:
        lines = [line for line in output.splitlines() if not line.startswith(("INFO", "DEBUG"))]
        raise RuntimeError("\n".join(["the site does not build:", *lines]))
    return output


def copy_sources(folder: Path) -> Path:
    """Copy all that the site follows from into a folder, and return the path of the configuration there."""
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / source)
        else:
            shutil.copy(ROOT / source, folder / source)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder / "mkdocs.yml"


def digest(paths: Iterable[Path]) -> str:
    """Return one SHA-256, in hexadecimal, for the names and contents of files and folders below ROOT."""
    state = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(f"{file.relative_to(ROOT)}\0".encode())
                state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()
