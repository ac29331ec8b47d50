"""The shape of a page: what both languages have alike, whatever their words."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from tests.reader.pages import Page
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES
from tests.site.facts import facts, site_url

HAN = re.compile("[\u4e00-\u9fff]")
TAB = "the tab "
PROTOCOLS = ("Chat Completions", "Responses", "Messages", "generateContent")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Shape:
    """What is under one heading: `parts` in reading order, `links` in any order."""

    level: str
    id: str
    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def shapes(page: Page) -> list[Shape]:
    """Return the shape of a built page, heading by heading; links within the site lose their language."""
    article = BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").find("article")
    assert isinstance(article, Tag), f"{page.html}: no article"
    found = [Shape("", "")]
    for element in article.find_all():
        if element.name in HEADINGS:
            found.append(Shape(element.name, str(element.get("id", ""))))
        elif (
            element.name == "a"
            and element.get("href")
            and "headerlink" not in element.get_attribute_list("class")
        ):
            found[-1].links.append(_address(str(element["href"]), page))
        elif part := _part(element):
            found[-1].parts.append(part)
    return found


def differences(english: Page, chinese: Page) -> Iterator[str]:
    """Yield, a line each, what one language has that the other has not, and where."""
    ours, theirs = shapes(english), shapes(chinese)
    our_ids, their_ids = [shape.id for shape in ours], [shape.id for shape in theirs]
    if our_ids == their_ids:
        for our, their in zip(ours, theirs, strict=True):
            for difference in _of_section(our, their, english.language, chinese.language):
                yield f"{english.markdown.name} #{our.id}: {difference}."
    elif sorted(our_ids) == sorted(their_ids):
        order = f"{our_ids} and {their_ids}"
        yield f"{english.markdown.name}: the headings are in another order in {chinese.language}: {order}."
    yield from _missing(english, our_ids, their_ids)
    yield from _missing(chinese, their_ids, our_ids)


def _missing(page: Page, ids: list[str], other_ids: list[str]) -> Iterator[str]:
    for missing in other_ids:
        if missing not in ids:
            where = f"{page.markdown.name} ({page.language})"
            yield f"{where}: the heading #{missing} is missing; the other language has it."


def _of_section(our: Shape, their: Shape, language: str, other: str) -> Iterator[str]:
    """Yield the differences of two sections; of their parts only the first, as others may follow from it."""
    if our.level != their.level:
        yield f"a {our.level} in {language}, a {their.level} in {other}"
    pairs = itertools.zip_longest(our.parts, their.parts, fillvalue="nothing")
    for number, (left, right) in enumerate(pairs, 1):
        if left != right and not _is_concept(left, right):
            yield f"as part {number}, {language} has {left}, {other} has {right}"
            break
    for link in sorted(set(their.links) - set(our.links)):
        yield f"the link to {link} is missing in {language}"
    for link in sorted(set(our.links) - set(their.links)):
        yield f"the link to {link} is missing in {other}"


def _is_concept(left: str, right: str) -> bool:
    """Check whether two tabs are one concept in two languages: names of products and the like stay."""
    label = left.removeprefix(TAB)
    names = {*PROTOCOLS, *(provider["name"] for provider in facts()["providers"].values())}
    # A package begins with a small letter or a sign.
    is_word = left.startswith(TAB) and label[:1].isupper() and label not in names
    return is_word and HAN.search(right.removeprefix(TAB)) is not None


def _part(element: Tag) -> str:
    """Return what an element is in the shape of a page, "" for what does not count."""
    classes = element.get_attribute_list("class")
    match element.name:
        case "table":
            rows, columns = element.find_all("tr"), element.select("tr:first-child > *")
            return f"a table of {len(rows)} rows and {len(columns)} columns"
        case "ul" | "ol" | "dl":
            return f"a list ({element.name}) of {len(element.find_all(recursive=False))} entries"
        case "pre":
            text = element.get_text().rstrip()
            return (
                f"the code {text.splitlines()[0][:40]!r}… ({hashlib.sha256(text.encode()).hexdigest()[:8]})"
            )
        case "label" if element.find_parent(class_="tabbed-labels"):
            return f"{TAB}{element.get_text()}"
        case "p" if "sends" in classes:
            return "the line on sending " + ", ".join(code.get_text() for code in element.find_all("code"))
        case "div" | "details" if "admonition" in classes or element.name == "details":
            return f"a note of kind {' '.join(str(name) for name in classes if name != 'admonition')}"
        case "span" if "filename" in classes:
            return f"the file name {element.get_text()}"
        case "img" | "svg":
            return "an image"
    return ""


def _address(href: str, page: Page) -> str:
    target = urljoin(f"https://site.invalid/{page.url}", href).removeprefix("https://site.invalid/")
    # What pages say of their own address for programs to read.
    target = target.removeprefix(site_url())
    for language in LANGUAGES:
        if language != DEFAULT_LANGUAGE:
            target = target.removeprefix(f"{language}/")
    return target.replace(f"docs/{page.language}/", "docs/") or "the home page"
