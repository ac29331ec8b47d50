"""Write one search index a language: `search.json`, the sections of its pages, for overrides/scripts/search.

A page is `[address, title, [[id, heading, aliases, lead, words], …]]`: the address relative to the language's home page, the
strings as a reader sees them. Aliases are what customers call it: `<!-- also: 充钱, recharge -->` right below the heading.

A phone loads it, so it is small: of a section's text only the beginning (`lead`) stands there as it is; of the rest each word
that tells this section from others, once. Code is left out, as most of it is the same on every page; the names in it that
matter stand in the text as well.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

ALSO = re.compile(r"<!-- also: (.*?) -->\n?", re.DOTALL)
HEADINGS = ("h1", "h2", "h3")
# Not text of a section: headings, code, and what the templates and extensions add.
APART = (*HEADINGS, "pre", "svg")
APART_CLASSES = ("sends", "tabbed-labels", "headerlink")
CHINESE = r"[\u4e00-\u9fff]+"
CJK = re.compile(CHINESE)
WORD = re.compile(rf"[A-Za-z0-9]+(?:[_.\-][A-Za-z0-9]+)*|{CHINESE}")
# A word that more of the sections have says nothing about one of them.
COMMON = 0.05
# Except here, where people look for a whole error message.
ERRORS = "troubleshooting/"
# Characters of a lead: about the same width in both scripts.
LEAD = {"en": 80, "zh": 28}


@dataclass
class Section:
    """What stands under one heading of a page, down to the next one."""

    id: str
    heading: str
    aliases: list[str] = field(default_factory=list)
    text: str = ""


_pages: dict[str, tuple[str, list[Section]]] = {}


def on_config(config: MkDocsConfig) -> None:
    _pages.clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files) -> str:
    # The language's home page is its root.
    _pages[page.url.removeprefix(f"{page.file.locale}/")] = (str(page.title), sections(html))
    return ALSO.sub("", html)


def on_post_build(config: MkDocsConfig) -> None:
    i18n = config.plugins["i18n"]
    folder = "" if i18n.is_default_language_build else i18n.current_language
    write_file(
        json.dumps(index(LEAD[i18n.current_language]), ensure_ascii=False, separators=(",", ":")).encode(), str(Path(config.site_dir, folder, "search.json"))
    )


def sections(html: str) -> list[Section]:
    """Read the sections of a rendered page."""
    found = []
    for heading in BeautifulSoup(html, "lxml").find_all(HEADINGS):
        section = Section(str(heading.get("id", "")), "".join(_texts([*heading.descendants], within=heading)).strip())
        below = []
        for node in heading.next_elements:
            if isinstance(node, Tag) and node.name in HEADINGS:
                break
            if isinstance(node, Comment) and (match := ALSO.match(f"<!--{node}-->")):
                section.aliases.append(match[1])
            below.append(node)
        section.text = " ".join("".join(_texts(below)).split())
        found.append(section)
    return found


def _texts(nodes: Iterable[object], within: Tag | None = None) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Tag) and node.name in ("p", "li", "td", "th", "tr"):
            yield " "
        elif type(node) is NavigableString:
            parents = [parent for parent in node.parents if parent is not within]
            if not any(parent.name in APART or set(parent.get_attribute_list("class")) & set(APART_CLASSES) for parent in parents):
                yield str(node)


def index(lead: int) -> list[list]:
    everything = [section for _, found in _pages.values() for section in found]
    counts = Counter(word for section in everything for word in set(_words(section.text)))
    common = {word for word, count in counts.items() if count > COMMON * len(everything)}
    return [
        [
            address,
            title,
            [
                _entry(section, {word for word in common if CJK.match(word)} if address == ERRORS else common, lead, of_client=address.count("/") > 1)
                for section in found
                if section.text
            ],
        ]
        for address, (title, found) in _pages.items()
    ]


def _entry(section: Section, common: set[str], lead: int, of_client: bool) -> list[str]:
    # The pages of single clients (two levels deep) say the same things in the same words: only the names in them tell them apart.
    start = "" if of_client else _start(section.text, lead)
    return [section.id, section.heading, ", ".join(section.aliases), start, _rest(section, start, common, names_only=of_client)]


def _start(text: str, length: int) -> str:
    """Cut a text at the end of a word."""
    return text if len(text) <= length else re.sub(r"[^\s\u4e00-\u9fff]*$", "", text[:length]).rstrip(" ,;:，；：、(（") or text[:length]


def _rest(section: Section, start: str, common: set[str], names_only: bool) -> str:
    seen = set(_words(f"{section.heading} {' '.join(section.aliases)} {start}")) | common
    rest: list[str] = []
    for word in _words(section.text):
        if word in seen or (names_only and CJK.match(word)):
            continue
        seen.add(word)
        # Pairs of characters that follow one another share the character between them.
        if CJK.match(word) and rest and CJK.match(rest[-1]) and rest[-1][-1] == word[0]:
            rest[-1] += word[1:]
        else:
            rest.append(word)
    return " ".join(rest)


def _words(text: str) -> Iterator[str]:
    """Give the words of a text as the search knows them: Chinese in pairs of characters."""
    for word in WORD.findall(text.lower()):
        if CJK.match(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        # Of numbers only statuses: nobody looks for the 8 of a list or the 1 of a version.
        elif re.search("[a-z]", word) or re.fullmatch(r"\d{3}", word):
            yield word
