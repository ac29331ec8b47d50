"""From the text of a block back to the file below `snippets/` that the page includes."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.reader.blocks import Block
from tests.reader.errors import PageError
from tests.site.facts import ROOT, site_url

SNIPPETS = ROOT / "snippets"
# overrides/hooks/template.py fills it in: what the page shows is what runs.
SITE_URL = "{{ site_url }}"


@cache
def index(folder: Path = SNIPPETS) -> dict[str, Path]:
    """Return every snippet file by its text. Raises ValueError if two have the same."""
    files: dict[str, Path] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8").rstrip() + "\n"
        text = text.replace(SITE_URL, site_url())
        if text in files:
            raise ValueError(
                f"{path.relative_to(folder.parent)} repeats {files[text].relative_to(folder.parent)}: "
                "include the one that is there."
            )
        files[text] = path
    return files


def unshown(shown: Iterable[Path], folder: Path = SNIPPETS) -> list[Path]:
    """Return the files of `folder` that are not among those which pages show."""
    return sorted(set(index(folder).values()) - set(shown))


def source(block: Block, folder: Path = SNIPPETS) -> Path:
    """Return the file that a block shows. Raises PageError if its text is no file of `folder`."""
    try:
        return index(folder)[block.text]
    except KeyError:
        raise PageError(
            block.place,
            "the block is not, whole and unchanged, a file below snippets/.",
            "Move the code to a file there and include it in both languages with --8<--.",
        ) from None
