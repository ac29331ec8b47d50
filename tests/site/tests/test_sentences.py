"""A sentence is read once: it is short, and a link that names a section names it by its heading."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import Tag

from overrides.hooks import data
from tests.reader.pages import Page, Site
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT
from tests.site.tests.html import ORIGIN, file_of, soup
from tests.words.passages import Passage, passages

# Words of a sentence in English; characters without a pause in Chinese, in which a Latin word is one.
MOST = {"en": 30, "zh": 60}
ENDS = {"en": re.compile(r"(?<=[.!?:;])[\"”')]*\s+"), "zh": re.compile(r"[，。；：、？！（）「」“”]|\s—")}
WORDS = {"en": re.compile(r"[\w\ufffc’'…/.-]+"), "zh": re.compile(r"[\ufffcA-Za-z0-9.+-]+|\S")}
# A link right after these words is to a section by its name.
NAMES = {"en": re.compile(r"(?:\bSee|^More:) $"), "zh": re.compile(r"见 ?$")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_too_long(site: Site, language: str) -> None:
    long = [
        f"{one.place}: {words} words, {MOST[language]} are allowed: {part}"
        for one in passages(site)
        if one.language == language and not _is_list_of_names(one)
        for part in ENDS[language].split(one.text)
        if (words := len(WORDS[language].findall(part))) > MOST[language]
    ]
    assert long == [], "Split it by idea, not by a comma."


def _is_list_of_names(passage: Passage) -> bool:
    """Check whether a passage is the list of those who were recorded, which the build writes."""
    texts = data.texts(ROOT)[passage.language]["errors"]
    return passage.page == "errors" and passage.text.startswith(f"{texts['seen']}{texts['colon']}".strip())


def test_a_link_by_name_has_the_name(site: Site, page: Page) -> None:
    """The words of the section's heading, or of its page's title; of a step its number."""
    wrong = [
        f"{page.markdown}: the link to {target} says {link.get_text()!r}, its heading {heading!r}"
        for link, target in _links_by_name(page)
        if link.get_text().strip() not in _names(heading := _heading(site, target), _title(site, target))
    ]
    assert wrong == []


def _names(heading: str, title: str) -> set[str]:
    """Return what a section may be called."""
    step = re.match(r"(\d+)\. (.*)", heading)
    return {heading, title, *((step[2], f"step {step[1]}", f"第 {step[1]} 步") if step else ())}


def _links_by_name(page: Page) -> Iterator[tuple[Tag, str]]:
    for link in soup(page.html).select("article a[href]:not(.headerlink)"):
        before = str(link.previous_sibling or "")
        target = urljoin(f"{ORIGIN}/{page.url}", str(link["href"]))
        if NAMES[page.language].search(before) and target.startswith(ORIGIN):
            yield link, target


def _title(site: Site, url: str) -> str:
    return _heading(site, url.partition("#")[0])


def _heading(site: Site, url: str) -> str:
    html = soup(file_of(site, url))
    fragment = urlsplit(url).fragment
    heading = html.find(id=fragment) if fragment else html.select_one("article h1")
    assert isinstance(heading, Tag), f"{url}: there is no such heading"
    return "".join(
        text for text in heading.find_all(string=True) if not text.find_parent(class_="headerlink")
    ).strip()
