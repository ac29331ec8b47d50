"""The built site, made anew when its sources have changed, and read page by page."""

import os
import pickle
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from tests.reader.blocks import Block, Section, sections
from tests.reader.walkthroughs import Walkthrough, merge, walkthroughs
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES, SOURCES, build, digest, home
from tests.site.facts import ROOT

T = TypeVar("T")
FOLDER = Path(__file__).parent
CACHE = ROOT / ".cache"
# Built sites that stay, the newest first.
KEPT = 5


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
        """Return the page's blocks and claims, heading by heading.

        Raises PageError for a block that has no place in a walkthrough.
        """
        kept = _parsed(self.html).get(self)
        return kept or sections(self.html.read_text(encoding="utf-8"), self.name, self.language)


@dataclass(frozen=True)
class Site:
    """A built site below `folder`."""

    folder: Path

    @property
    def pages(self) -> list[Page]:
        """Every page in every language, language by language."""
        return [self._page(language, path) for language in LANGUAGES for path in _sources(language)]

    def walkthroughs(self) -> list[Walkthrough]:
        """Return what is to be run: each walkthrough once, however many languages show it."""
        return merge(*(walkthroughs(page.sections()) for page in self.pages))

    def blocks(self) -> Counter[str]:
        """Return the keys of all code blocks of all pages."""
        items = [item for page in self.pages for section in page.sections() for item in section.items]
        blocks = [item for item in items if isinstance(item, Block)]
        return Counter(block.key for item in blocks for block in (item, item.twin) if block)

    def _page(self, language: str, markdown: Path) -> Page:
        source = markdown.relative_to(ROOT / "docs" / language)
        name = source.with_suffix("").as_posix().removesuffix("/index")
        root = self.folder if language == DEFAULT_LANGUAGE else self.folder / language
        html = root / "index.html" if name == "index" else root / name / "index.html"
        return Page(name, language, markdown, html)


@cache
def built() -> Site:
    """Build the site strictly, or return the one that was built from the same sources.

    Raises RuntimeError, with MkDocs' own words, if it does not build.
    """
    sites = CACHE / "sites"
    sites.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "sites.lock"):
        site = sites / digest(ROOT / source for source in SOURCES)[:16]
        if not site.exists():
            unfinished = site.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            build(unfinished)
            unfinished.rename(site)
            # Keep recent builds: a concurrent run may still be reading one.
            folders = sorted(filter(Path.is_dir, sites.iterdir()), key=lambda path: path.stat().st_mtime)
            for old in folders[:-KEPT]:
                shutil.rmtree(old, ignore_errors=True)
                for beside in sites.glob(f"{old.name}.*"):
                    beside.unlink(missing_ok=True)
    return Site(site)


def _sources(language: str) -> list[Path]:
    return sorted((ROOT / "docs" / language).rglob("*.md"))


@cache
def _parsed(html: Path) -> dict[Page, list[Section]]:
    """Return the sections of every page of the built site that has this file, {} for a page of a test."""
    site = built()
    return _all_sections(site) if html.is_relative_to(site.folder) else {}


@cache
def _all_sections(site: Site) -> dict[Page, list[Section]]:
    def parse(page: Page) -> list[Section]:
        return sections(page.html.read_text(encoding="utf-8"), page.name, page.language)

    return of_every_page(site, "sections", parse, [FOLDER / name for name in ("blocks.py", "errors.py")])


def of_every_page(site: Site, name: str, read: Callable[[Page], T], sources: Iterable[Path]) -> dict[Page, T]:
    """Return what `read` makes of each page, or what another process has made, which saves each seconds.

    It is kept beside the built site as `name`, as long as `sources`, the modules that read, are the same.
    """
    kept = site.folder.with_suffix(f".{name}-{digest(sources)[:8]}")
    if kept.exists():
        loaded: dict[Page, T] = pickle.loads(kept.read_bytes())
        return loaded
    found = {page: read(page) for page in site.pages}
    unfinished = kept.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(found))
    unfinished.rename(kept)
    return found
