"""A rendered page by its headings, for the search's index and the FAQ for search engines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import (  # type: ignore[import-untyped]  # it has no types
    HtmlComment,
    HtmlElement,
    fragment_fromstring,
)

from overrides.hooks import notation

HEADINGS = ("h1", "h2", "h3")
# These are no text of a section: code, and what the templates and extensions add.
APART = ("pre", "svg", "script", "style", "template")
APART_CLASSES = {"sends", "wire", "tabbed-labels", "headerlink", "for-windows"}
# Pieces of text that a space keeps apart.
PIECES = ("p", "li", "td", "th", "tr")


@dataclass
class Section:
    """What is under one heading of a page, down to the next one; `aliases` are what customers call it."""

    id: str
    heading: str
    aliases: list[str] = field(default_factory=list)
    text: str = ""


def sections(html: str) -> list[Section]:
    """Return the sections of a rendered page, in reading order."""
    found: list[Section] = []
    # By lxml itself: Beautiful Soup took a fifth of the whole build.
    _read(fragment_fromstring(html, create_parent="body"), found)
    for section in found:
        section.text = " ".join(section.text.split())
    return found


def _read(element: HtmlElement, found: list[Section]) -> None:
    """Begin a section at each heading of an element, and add what is below to it."""
    if isinstance(element, HtmlComment):
        if found and (aliases := notation.aliases(element.text)):
            found[-1].aliases.append(aliases)
        return
    if element.tag in HEADINGS:
        found.append(Section(element.get("id", ""), "".join(_texts(element)).strip()))
        return
    if _is_apart(element):
        return
    _add(found, f" {element.text or ''}" if element.tag in PIECES else element.text)
    for child in element:
        _read(child, found)
        _add(found, child.tail)


def _add(found: list[Section], text: str | None) -> None:
    if found and text:
        found[-1].text += text


def _texts(heading: HtmlElement) -> Iterator[str]:
    yield heading.text or ""
    for child in heading:
        if not isinstance(child, HtmlComment) and not _is_apart(child):
            yield from _texts(child)
        yield child.tail or ""


def _is_apart(element: HtmlElement) -> bool:
    return element.tag in APART or not APART_CLASSES.isdisjoint(element.get("class", "").split())
