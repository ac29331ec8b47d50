"""The build of a site with more and more pages."""

import shutil
import tempfile
import time
from pathlib import Path

from tests.commands.bench.copies import copied
from tests.site.build import LANGUAGES, build
from tests.site.facts import configuration, navigation

# Pages in each language.
COUNTS = (6, 60, 600)


def growth() -> None:
    """Print how long builds with more and more pages take; the time of a page is not to grow."""
    print("\nBuilding the site")
    print(f"  {'pages':>7}{'seconds':>10}{'ms a page':>11}")
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            config = grown(Path(folder), count)
            start = time.monotonic()
            # Not strictly: six pages lack some that they link to.
            build(Path(folder) / "site", config, strict=False)
            seconds = time.monotonic() - start
        total = count * len(LANGUAGES)
        print(f"  {total:>7}{seconds:>10.1f}{seconds * 1000 / total:>11.0f}", flush=True)


def grown(folder: Path, count: int) -> Path:
    """Copy the project with `count` pages in each language, and return the path of its configuration.

    Of each chapter only the first page is there, so that there can be fewer pages than the site has. Copies
    of the chapter on billing make up the number.
    """
    chapters = [
        {title: pages if isinstance(pages, str) else pages[0]}
        for chapter in configuration()["nav"]
        for title, pages in chapter.items()
    ]
    copies = {f"Billing {number}": f"billing-{number}.md" for number in range(count - len(chapters))}
    config = copied(folder, {"nav": [*chapters, *({title: name} for title, name in copies.items())]})
    left_out = set(navigation()) - {source for chapter in chapters for source in chapter.values()}
    for language in LANGUAGES:
        docs = folder / "docs" / language
        for page in left_out:
            (docs / page).unlink()
        for name in copies.values():
            shutil.copy(docs / "billing" / "index.md", docs / name)
    return config
