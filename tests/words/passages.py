"""The words of the pages: what stands outside code blocks, piece by piece, with its code spans."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tests.reader.pages import Page, Site, built, of_every_page

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What holds a piece of text of its own.
PIECES = (*HEADINGS, "p", "li", "td", "th", "dt", "dd", "summary", "figcaption")
# Code blocks and what is proven with them; what is no text of the page.
LEFT_OUT = (
    "pre, .sends, .wire, .for-windows, .highlight, .filename, .tabbed-labels, .headerlink, .paste, "
    "svg, script, style"
)
# Stands for a code span in the text of a piece.
SPAN = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Passage:
    """A piece of text below a heading: a paragraph, an entry of a list, a cell.

    `text` has SPAN for each of `spans`, its code. `row` are the cells before it in its row. `number` counts
    the pieces below the heading.
    """

    page: str
    language: str
    heading: str
    number: int
    kind: str
    text: str
    spans: tuple[str, ...]
    row: tuple["Passage", ...] = ()

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"docs/{self.language}/{self.page}.md#{self.heading}"

    @property
    def shown(self) -> str:
        """The text with its code."""
        spans = iter(self.spans)
        return "".join(f"`{next(spans)}`" if part == SPAN else part for part in self.text)


def passages(site: Site) -> Iterator[Passage]:
    """Yield the pieces of all pages, page by page."""
    for page in site.pages:
        yield from of_page(page)


def of_page(page: Page) -> tuple[Passage, ...]:
    """Return the pieces of a built page, in the order of reading."""
    kept = _kept(page.html)
    return kept[page] if page in kept else _parsed(page)


@cache
def _kept(html: Path) -> dict[Page, tuple[Passage, ...]]:
    """Return the pieces of every page of the built site that has this file, {} for a page of a test."""
    site = built()
    return _of_site(site) if html.is_relative_to(site.folder) else {}


@cache
def _of_site(site: Site) -> dict[Page, tuple[Passage, ...]]:
    return of_every_page(site, "passages", _parsed, [Path(__file__)])


def _parsed(page: Page) -> tuple[Passage, ...]:
    article = BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").find("article")
    assert isinstance(article, Tag), f"{page.html}: no article"
    for element in article.select(LEFT_OUT):
        element.decompose()
    return tuple(_walk(article, page))


def _walk(article: Tag, page: Page) -> Iterator[Passage]:
    heading, number = "", 0
    row: tuple[Passage, ...] = ()
    for element in article.find_all([*PIECES, "tr"]):
        if element.name in HEADINGS:
            heading, number = str(element.get("id", heading)), 0
        if element.name == "tr":
            row = ()
            continue
        text, spans = _own(element)
        if page.markdown.stem == "errors" and element.name == "h3":
            # What is cut short here stands below in full.
            text, spans = text.replace(SPAN, ""), ()
        if not text:
            continue
        before = row if element.name == "td" else ()
        passage = Passage(page.name, page.language, heading, number, element.name, text, spans, before)
        if element.name == "td":
            row = (*row, passage)
        yield passage
        number += 1


def _own(element: Tag) -> tuple[str, tuple[str, ...]]:
    """Return the text of an element without that of the pieces inside it, and its code spans."""
    element = copy.copy(element)
    for inner in element.find_all((*PIECES, "table", "ul", "ol", "div")):
        inner.decompose()
    spans = []
    for code in element.select('a[href^="#"] code, a[href*="errors/#"] code'):
        # The name of an entry that stands further up or down, cut short.
        code.unwrap()
    for code in element.find_all("code"):
        spans.append(" ".join(code.get_text().split()))
        code.replace_with(SPAN)
    return " ".join(element.get_text().split()), tuple(spans)
