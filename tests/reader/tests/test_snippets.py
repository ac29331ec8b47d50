"""The gate in both directions: every block is a snippet file, every snippet file is on a page."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.reader.blocks import Block, Section
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.pages import Site
from tests.reader.snippets import index, source, unshown
from tests.site.facts import ROOT


def blocks(sections: Sequence[Section]) -> list[Block]:
    items = [item for section in sections for item in section.items if isinstance(item, Block)]
    return [block for item in items for block in (item, item.twin) if block]


def test_every_block_is_a_snippet_and_every_snippet_is_shown(site: Site) -> None:
    missing = unshown({source(block) for page in site.pages for block in blocks(page.sections())})
    assert not missing, "\n".join(
        f"{path.relative_to(ROOT)}: no page shows it. Include it in both languages, or remove it."
        for path in missing
    )


def test_a_file_that_no_page_shows_is_named(draft: Draft) -> None:
    text = draft.block("bash", "true\n", name="a/shown.sh")
    draft.snippet("a/forgotten.sh", "false\n")
    shown = {source(block, draft.snippets) for block in blocks(draft.sections(text))}
    assert [path.name for path in unshown(shown, draft.snippets)] == ["forgotten.sh"]


def test_a_block_that_is_no_file_is_named(draft: Draft) -> None:
    draft.snippet("a/other.sh", "false\n")
    [block] = blocks(draft.sections("```bash\ntrue\n```\n"))
    message = "draft (en) #draft, bash block 1: the block is not, whole and unchanged, a file below snippets/"
    with pytest.raises(PageError, match=re.escape(message)):
        source(block, draft.snippets)


def test_two_files_with_the_same_text_are_named(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text("true\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two repeats .*one: include the one that is there"):
        index(tmp_path)
