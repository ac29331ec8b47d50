"""The shape of a page: what both languages have alike, whatever their words."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from tests.reader.pages import Page
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Shape:
    """What stands under one heading: `parts` in reading order, `links` in any, since sentences order them differently."""

    level: str
    id: str
    parts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def shapes(page: Page) -> list[Shape]:
    """Read the shape of a built page, heading by heading; links within the site lose their language."""
    article = BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").find("article")
    assert isinstance(article, Tag), f"{page.html}: no article"
    found = [Shape("", "")]
    for element in article.find_all(True):
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
    """Say, a line each, what one language has that the other has not, and where."""
    ours, theirs = shapes(english), shapes(chinese)
    ids = [[shape.id for shape in found] for found in (ours, theirs)]
    if ids[0] != ids[1]:
        for page, present, other in ((english, *ids), (chinese, ids[1], ids[0])):
            for missing in [id for id in other if id not in present]:
                yield f"{page.markdown.name} ({page.language}): the heading #{missing} is missing; the other language has it."
        if sorted(ids[0]) == sorted(ids[1]):
            yield f"{english.markdown.name}: the headings stand in another order in {chinese.language}: {ids[0]} and {ids[1]}."
        return
    for our, their in zip(ours, theirs, strict=True):
        where = f"{english.markdown.name} #{our.id}"
        if our.level != their.level:
            yield f"{where}: a {our.level} in {english.language}, a {their.level} in {chinese.language}."
        for number, (left, right) in enumerate(
            zip([*our.parts, "nothing"], [*their.parts, "nothing"], strict=False), 1
        ):
            if left != right:
                yield f"{where}: as part {number}, {english.language} has {left}, {chinese.language} has {right}."
                break
        for language, links, others in (
            (english.language, our.links, their.links),
            (chinese.language, their.links, our.links),
        ):
            for link in sorted(set(others) - set(links)):
                yield f"{where}: the link to {link} is missing in {language}."


def _part(element: Tag) -> str:
    """Name what an element is in the shape of a page; "" for what does not count."""
    classes = element.get_attribute_list("class")
    match element.name:
        case "table":
            return f"a table of {len(element.find_all('tr'))} rows and {len(element.select('tr:first-child > *'))} columns"
        case "ul" | "ol" | "dl":
            return f"a list ({element.name}) of {len(element.find_all(True, recursive=False))} entries"
        case "pre":
            text = element.get_text().rstrip()
            return (
                f"the code {text.splitlines()[0][:40]!r}… ({hashlib.sha256(text.encode()).hexdigest()[:8]})"
            )
        case "label" if element.find_parent(class_="tabbed-labels"):
            return f"the tab {element.get_text()}"
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
    for language in LANGUAGES:
        if language != DEFAULT_LANGUAGE:
            target = target.removeprefix(f"{language}/")
    return target.replace(f"docs/{page.language}/", "docs/") or "the home page"
