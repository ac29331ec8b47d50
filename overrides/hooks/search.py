"""Write a search index for each language, `search.json`, which overrides/scripts/search reads.

A page is `[address, title, [[id, heading, aliases, lead, words], …]]`: the address is relative to the
language's home page, the strings are as a reader sees them.

Phones load the index, so it is small. Of a section's text it has the beginning (`lead`), and of the rest each
word that tells this section from others, once. It has no code, most of which is the same on every page: the
names in it that matter are in the text as well. A page chooses with `search:` in its front matter:

- `names`, for the pages of single clients, which say the same in the same words: Latin words, and no lead;
- `headings`, for a page that says more on what another page answers first: headings that have aliases;
- `nothing`, for what another page says as well, and is found there; the entries of the error index have an
  index of their own (errors.py), which whole error messages are looked up in.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from overrides.hooks import i18n, notation
from overrides.hooks.sections import Section, sections

CHINESE = r"[\u4e00-\u9fff]+"
CJK = re.compile(CHINESE)
WORD = re.compile(rf"[A-Za-z0-9]+(?:[_.\-][A-Za-z0-9]+)*|{CHINESE}")
# A word that a larger share of the sections has says little about one of them. Measured: to keep more of them
# makes the index larger, and finds nothing else.
COMMON = 0.02
# Characters of a lead: about the same width in both scripts.
LEAD = {"en": 80, "zh": 28}
KINDS = ("", "names", "headings", "nothing")

Entry = list[str]


@dataclass(frozen=True)
class Indexed:
    """A page in the index; `address` is relative to the language's home page, `kind` one of KINDS."""

    address: str
    title: str
    kind: str
    sections: list[Section]


_pages: list[Indexed] = []


def on_config(config: MkDocsConfig) -> None:
    """Start the index of a language."""
    _pages.clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Keep the sections of a page, and return its HTML without the comments for the search.

    Raises PluginError if its front matter has an unknown `search:`.
    """
    kind = page.meta.get("search", "")
    if kind not in KINDS:
        raise PluginError(f"{page.file.src_uri}: `search: {kind}` is none of {', '.join(KINDS[1:])}.")
    address = page.url.removeprefix(i18n.current(config).prefix)
    if kind != "nothing":
        _pages.append(Indexed(address, str(page.title), kind, sections(html)))
    return notation.without_aliases(html)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index of a language."""
    language = i18n.current(config)
    text = json.dumps(_index(LEAD[language.locale]), ensure_ascii=False, separators=(",", ":"))
    write_file(text.encode(), str(Path(config.site_dir, language.prefix, "search.json")))


def _index(lead: int) -> list[list[str | list[Entry]]]:
    everything = [section for page in _pages for section in page.sections]
    counts = Counter(word for section in everything for word in set(_words(section.text)))
    common = {word for word, count in counts.items() if count > COMMON * len(everything)}
    return [
        [
            page.address,
            page.title,
            [_entry(section, page, common, lead) for section in page.sections if _is_told(section, page)],
        ]
        for page in _pages
    ]


def _is_told(section: Section, page: Indexed) -> bool:
    return bool(section.aliases if page.kind == "headings" else section.text)


def _entry(section: Section, page: Indexed, common: set[str], lead: int) -> Entry:
    if page.kind == "headings":
        return [section.id, section.heading, ", ".join(section.aliases), "", ""]
    start = "" if page.kind == "names" else _start(section.text, lead)
    aliases = ", ".join(section.aliases)
    left_out = common | {*_words(f"{section.heading} {' '.join(section.aliases)} {start}")}
    words = [word for word in _words(section.text) if page.kind != "names" or not CJK.match(word)]
    return [section.id, section.heading, aliases, start, _rest(words, left_out)]


def _start(text: str, length: int) -> str:
    """Return the beginning of a text, up to the end of a word."""
    if len(text) <= length:
        return text
    return re.sub(r"[^\s\u4e00-\u9fff]*$", "", text[:length]).rstrip(" ,;:，；：、(（") or text[:length]


def _rest(words: list[str], left_out: set[str]) -> str:
    """Return words in one string, each once, without those that are left out."""
    seen = set(left_out)
    rest: list[str] = []
    for word in words:
        if word in seen:
            continue
        seen.add(word)
        # Pairs of characters that follow one another share the character between them.
        if CJK.match(word) and rest and CJK.match(rest[-1]) and rest[-1][-1] == word[0]:
            rest[-1] += word[1:]
        else:
            rest.append(word)
    return " ".join(rest)


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text as the search knows them: Chinese in pairs of characters."""
    for word in WORD.findall(text.lower()):
        if CJK.match(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        # Index only three-digit numbers (HTTP statuses), not those of lists or versions.
        elif re.search("[a-z]", word) or re.fullmatch(r"[1-5]\d\d", word):
            yield word
