"""What programs read of the site: each page as Markdown, `llms.txt`, the questions for search engines."""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.reader.blocks import Block
from tests.reader.pages import Page, Site
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT, navigation
from tests.site.sources import FENCE
from tests.site.tests.html import ORIGIN, file_of, ids, only, soup


def markdown_twin(page: Page) -> str:
    return (page.html.parent / "index.md").read_text(encoding="utf-8")


def test_a_twin_needs_nothing_else(page: Page) -> None:
    """Facts and code are filled in, and no markup of the site is left."""
    text = markdown_twin(page)
    pointer, empty, title, *_ = text.split("\n")
    assert pointer.startswith("> "), f"{page.markdown}: its twin does not say what it is part of"
    assert f"({ORIGIN}/{home(page.language)}llms.txt)" in pointer
    assert not empty
    assert title.startswith("# ")
    assert "--8<--" not in text, f"{page.markdown}: its twin lacks a snippet"
    # Code may have its own braces, such as ${#NAME}.
    prose = FENCE.sub("", text)
    left = [mark for mark in ("{{", "{%", "{#", "{ .", "<!--", "<span", "<svg") if mark in prose]
    assert not left, f"{page.markdown}: its twin still has {left}"


def test_a_twins_links_lead_somewhere_from_anywhere(site: Site, page: Page) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", markdown_twin(page))):
        # A link without an address is to a heading of the page itself.
        url = urljoin(f"{ORIGIN}/{page.url}", target)
        file, fragment = file_of(site, url), urlsplit(url).fragment
        assert file.is_file(), f"{page.url}index.md: {target} leads nowhere"
        assert not fragment or fragment in ids(file), f"{page.url}index.md: {target}: there is no such id"


def test_a_twin_has_every_block(page: Page) -> None:
    text = markdown_twin(page)
    for section in page.sections():
        for item in section.items:
            if isinstance(item, Block):
                assert item.text.splitlines()[0] in text, f"{page.url}index.md lacks {item.place}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_twins_are_listed(site: Site, pages: list[Page], language: str) -> None:
    text = (site.folder / home(language) / "llms.txt").read_text(encoding="utf-8")
    assert re.findall(r"^- \[.+?\]\((\S+)\): .+$", text, re.MULTILINE) == [
        f"{ORIGIN}/{page.url}index.md"
        for path in navigation()
        for page in pages
        if (page.language, page.markdown) == (language, ROOT / "docs" / language / path)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_file_has_all_pages_and_their_code_is_what_ran(
    site: Site, pages: list[Page], language: str
) -> None:
    text = (site.folder / home(language) / "llms-full.txt").read_text(encoding="utf-8")
    own = [page for page in pages if page.language == language]
    assert all(markdown_twin(page) in text for page in own)
    fences = re.findall(r"^( *)```\w+[^\n]*\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    shown = {re.sub(f"^{indent}", "", code, flags=re.MULTILINE) for indent, code in fences}
    items = [item for page in own for section in page.sections() for item in section.items]
    blocks = [item for item in items if isinstance(item, Block)]
    ran = {block.text for item in blocks for block in (item, item.twin) if block}
    assert shown == ran


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_get_the_questions(pages: list[Page], language: str) -> None:
    [faq] = [page for page in pages if (page.name, page.language) == ("faq", language)]
    html = soup(faq.html)
    questions = json.loads(str(only(html, "script[type='application/ld+json']").string))["mainEntity"]
    headings = [heading.get_text().removesuffix("¶").strip() for heading in html.select("article h3")]
    assert [question["name"] for question in questions] == headings
    assert all(len(question["acceptedAnswer"]["text"]) > 10 for question in questions)
