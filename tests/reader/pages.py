"""The built site: made when its sources have changed, and read page by page."""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filelock import FileLock

from tests.reader.blocks import Block, Section, sections
from tests.reader.walkthroughs import Walkthrough, merge, walkthroughs
from tests.site.facts import ROOT

CACHE = ROOT / ".cache"
# All that the built site follows from.
SOURCES = ("mkdocs.yml", "docs", "snippets", "overrides", "tests/locks", "package-lock.json", ".npmrc", "pyproject.toml")
LANGUAGES = ("en", "zh")
# Built sites that stay, the newest first.
KEPT = 5
DEFAULT_LANGUAGE = LANGUAGES[0]


def home(language: str) -> str:
    """Give the address of a language's home page below the site's root: "" or "zh/"."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


@dataclass(frozen=True)
class Page:
    """One page in one language: `name` is its address without the language, "index" for the home page."""

    name: str
    language: str
    markdown: Path
    html: Path

    @property
    def url(self) -> str:
        """The address below the site's root: "" or "zh/api-keys/"."""
        return home(self.language) + ("" if self.name == "index" else f"{self.name}/")

    def sections(self) -> list[Section]:
        """Return the page's blocks and claims, heading by heading; PageError for what nobody would know what to do with."""
        return _parsed(self.html).get(self) or sections(self.html.read_text(encoding="utf-8"), self.name, self.language)


@dataclass(frozen=True)
class Site:
    """A built site below `folder`."""

    folder: Path

    @property
    def pages(self) -> list[Page]:
        return [
            Page(name := _name(path.relative_to(docs)), language, path, _html(self.folder, language, name))
            for language in LANGUAGES
            for docs in [ROOT / "docs" / language]
            for path in sorted(docs.rglob("*.md"))
        ]

    def walkthroughs(self) -> list[Walkthrough]:
        """Give what is to be run: each walkthrough once, however many languages show it."""
        return merge(*(walkthroughs(page.sections()) for page in self.pages))

    def blocks(self) -> Counter[str]:
        """Give every code block of every page, by its name."""
        return Counter(item.key for page in self.pages for section in page.sections() for item in section.items if isinstance(item, Block))


@cache
def _parsed(html: Path) -> dict[Page, list[Section]]:
    """Return the sections of every page of the built site that has this file, empty for a page that a test has made.

    Parsing 46 pages takes seconds, in every process that runs tests: it is done once a site, and kept beside it.
    """
    site = built()
    if not html.is_relative_to(site.folder):
        return {}
    return _all_sections(site)


@cache
def _all_sections(site: Site) -> dict[Page, list[Section]]:
    parser = digest([ROOT / "tests" / "reader" / name for name in ("blocks.py", "errors.py")])[:8]
    kept = site.folder.with_suffix(f".sections-{parser}")
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    found = {page: sections(page.html.read_text(encoding="utf-8"), page.name, page.language) for page in site.pages}
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(found))
    unfinished.rename(kept)
    return found


@cache
def built() -> Site:
    """Build the site strictly, or take the one that was built from the same sources; RuntimeError with MkDocs' own words."""
    sites = CACHE / "sites"
    sites.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "sites.lock"):
        site = sites / digest(ROOT / source for source in SOURCES)[:16]
        if not site.exists():
            unfinished = site.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            build(unfinished)
            unfinished.rename(site)
            # Another run may still read the one before; nobody reads those before that.
            folders = sorted((path for path in sites.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
            for old in folders[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)
                for beside in sites.glob(f"{old.name}.*"):
                    beside.unlink(missing_ok=True)
    return Site(site)


def build(folder: Path, config: Path = ROOT / "mkdocs.yml", tool: str = "mkdocs", strict: bool = True) -> str:
    """Build the site with MkDocs, or another tool of the same form, and give what it said; RuntimeError if it failed.

    Never with -q: it hides warnings from the strict mode itself.
    """
    command = [sys.executable, "-m", tool, "build", "--strict" if strict else "--no-strict", "--config-file", str(config), "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    said = result.stdout + result.stderr
    if result.returncode:
        lines = [line for line in said.splitlines() if not line.startswith(("INFO", "DEBUG"))]
        raise RuntimeError("\n".join(["the site does not build:", *lines]))
    return said


def copy_sources(folder: Path) -> Path:
    """Copy all that the site follows from into a folder, and give the configuration there."""
    for source in SOURCES:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / source)
        else:
            shutil.copy(ROOT / source, folder / source)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder / "mkdocs.yml"


def digest(paths: Iterable[Path]) -> str:
    """Give one SHA-256 for the names and contents of files and folders."""
    state = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(f"{file.relative_to(ROOT)}\0".encode())
                state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()


def _name(markdown: Path) -> str:
    return markdown.with_suffix("").as_posix().removesuffix("/index")


def _html(folder: Path, language: str, name: str) -> Path:
    root = folder if language == DEFAULT_LANGUAGE else folder / language
    return root / "index.html" if name == "index" else root / name / "index.html"
