"""A rendered page by its headings, for the search's index and the FAQ for search engines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from overrides.hooks import notation

HEADINGS = ("h1", "h2", "h3")
# These are no text of a section: headings, code, and what the templates and extensions add.
APART = (*HEADINGS, "pre", "svg")
APART_CLASSES = ("sends", "wire", "tabbed-labels", "headerlink", "for-windows")


@dataclass
class Section:
    """What is under one heading of a page, down to the next one; `aliases` are what customers call it."""

    id: str
    heading: str
    aliases: list[str] = field(default_factory=list)
    text: str = ""


def sections(html: str) -> list[Section]:
    """Return the sections of a rendered page, in reading order."""
    result = []
    for heading in BeautifulSoup(html, "lxml").find_all(HEADINGS):
        title = "".join(_texts(heading.descendants, within=heading)).strip()
        section = Section(str(heading.get("id", "")), title)
        below: list[PageElement] = []
        for node in heading.next_elements:
            if isinstance(node, Tag) and node.name in HEADINGS:
                break
            if isinstance(node, Comment) and (aliases := notation.aliases(node)):
                section.aliases.append(aliases)
            below.append(node)
        section.text = " ".join("".join(_texts(below)).split())
        result.append(section)
    return result


def _texts(nodes: Iterable[PageElement], within: Tag | None = None) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Tag) and node.name in ("p", "li", "td", "th", "tr"):
            yield " "
        # Exactly this class: that of comments is derived from it.
        elif type(node) is NavigableString and not any(map(_is_apart, _parents(node, within))):
            yield str(node)


def _parents(node: PageElement, within: Tag | None) -> Iterator[Tag]:
    return (parent for parent in node.parents if parent is not within)


def _is_apart(tag: Tag) -> bool:
    return tag.name in APART or bool(set(tag.get_attribute_list("class")) & set(APART_CLASSES))
