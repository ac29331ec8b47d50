"""The gate in both directions: every block is a snippet file, every snippet file is on a page."""

from pathlib import Path

import pytest

from tests.reader.blocks import Block
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.pages import Site
from tests.reader.snippets import index, source, unshown
from tests.site.facts import ROOT


def blocks(site: Site) -> list[Block]:
    return [
        item
        for page in site.pages
        for section in page.sections()
        for item in section.items
        if isinstance(item, Block)
    ]


def test_every_block_is_a_snippet_and_every_snippet_is_shown(site: Site) -> None:
    shown = {source(block) for block in blocks(site)}
    missing = unshown(shown)
    assert not missing, "\n".join(
        f"{path.relative_to(ROOT)}: no page shows it. Include it in both languages, or remove it."
        for path in missing
    )


def test_a_file_that_no_page_shows_is_named(draft: Draft) -> None:
    text = draft.block("bash", "true\n", name="a/shown.sh")
    draft.snippet("a/forgotten.sh", "false\n")
    shown = {
        source(item, draft.snippets)
        for section in draft.sections(text)
        for item in section.items
        if isinstance(item, Block)
    }
    assert [path.name for path in unshown(shown, draft.snippets)] == ["forgotten.sh"]


def test_a_block_that_is_no_file_is_named(draft: Draft) -> None:
    draft.snippet("a/other.sh", "false\n")
    [block] = [
        item
        for section in draft.sections("```bash\ntrue\n```\n")
        for item in section.items
        if isinstance(item, Block)
    ]
    with pytest.raises(
        PageError,
        match=r"draft \(en\) #draft, bash block 1: the block is not, whole and unchanged, a file below snippets/",
    ):
        source(block, draft.snippets)


def test_two_files_with_the_same_text_are_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text("true\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two repeats .*one: include the one that is there"):
        index(tmp_path)
