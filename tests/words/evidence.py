"""Where a code span of a page was seen. The kinds, the first that holds:

- block: in a block or an output of the page, which ran byte for byte; for pages of no client, of any page
- request, answer: in what the real gateway was recorded to be asked and to answer
- output: in what a client was recorded to print
- fact: in the facts of mkdocs.yml, the table of clients, or the hosts that clients ask for
- package: in the installed package of the client, and only names: variables, options, files, settings
- source: in a dated source of a program that nobody can run here (sources.yml)
- specification: in the mock's, which is the weakest: it has some of it from reading
- excuse: in excuses.yml, with a reason and a day
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from tests.words import corpora, packages
from tests.words.passages import Passage

FOLDER = Path(__file__).parent
ELLIPSIS = re.compile(r"…|\.{3}")
# What may be no more than a name in a package.
VARIABLE = re.compile(r"\$?(?:env:)?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=\S*)?")
OPTION = re.compile(r"(--?[A-Za-z][\w-]*)(?:[= ].*)?")
FILE = re.compile(r"(?:[~.%]|[\w-]*[/\\])?[\w.~%*/\\ -]*\.(?:json|toml|ya?ml|env|md)|[~%][\w.~%/\\ -]*|\.[\w-]+")
SETTING = re.compile(r'"?([\w$@-]+(?:\.[\w-]+)*)"?(?:\s*[=:(].*)?')
SLASH = re.compile(r"/([a-z-]+)")
# The fewest characters of a part that says something.
ENOUGH = 2


def kind(passage: Passage, span: str) -> str:
    """Return what shows a code span of a passage, "" if nothing does."""
    return next((name for name, shows in _kinds() if shows(passage, span)), "")


def _kinds():
    return (
        ("block", _in_blocks),
        ("request", _in_requests),
        ("answer", _in_answers),
        ("output", _in_outputs),
        ("fact", _in_facts),
        ("package", _in_packages),
        ("source", _in_sources),
        ("specification", _in_specification),
        ("excuse", _in_excuses),
    )


def scope(passage: Passage) -> tuple[str, ...]:
    """Return the pages of the clients that a passage is about: those of its page, or that its row names."""
    every = {row["page"] for rows in corpora.clients().values() for row in rows}
    if passage.page.rpartition("/")[2] in every:
        return (passage.page,)
    first = passage.row[0] if passage.row else passage
    return tuple(page for name, page in _names() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", first.text))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((name, f"api-keys/{rows[0]['page']}") for name, rows in corpora.clients().items())


def parts(span: str) -> list[str]:
    """Return what of a span must be found, which is all between its ellipses."""
    found = [" ".join(part.split()) for part in ELLIPSIS.split(span)]
    return [part for part in found if len(part) >= ENOUGH] or [part for part in found if part]


def holds(text: str, span: str) -> bool:
    """Check whether a text has a span, as words of its own."""
    found = parts(span)
    return bool(found) and all(_has(text, part) for part in found)


def _has(text: str, part: str) -> bool:
    before = r"(?<![A-Za-z0-9_])" if re.match(r"\w", part) else ""
    after = r"(?![A-Za-z0-9_])" if re.search(r"\w\Z", part) else ""
    return part in text and re.search(f"{before}{re.escape(part)}{after}", text) is not None


def _in_blocks(passage: Passage, span: str) -> bool:
    return holds(_blocks_of(scope(passage)), span)


@cache
def _blocks_of(pages: tuple[str, ...]) -> str:
    every = corpora.blocks()
    return "\n".join(every[page] for page in pages or every)


def _in_requests(passage: Passage, span: str) -> bool:
    if VARIABLE.fullmatch(span):
        return False
    return holds(_requests(), span)


@cache
def _requests() -> str:
    rows = [line for rows in corpora.clients().values() for row in rows for line in row["requests"]]
    return "\n".join([*rows, *(exchange.request for exchange in corpora.exchanges())])


def _in_answers(passage: Passage, span: str) -> bool:
    return any(holds(text, span) for e in corpora.exchanges() for text in (e.answer, e.arrived))


def _in_outputs(passage: Passage, span: str) -> bool:
    pages = scope(passage)
    texts = [text for page, text in corpora.printed() if not pages or page in ("", *pages)]
    squeezed = ["".join(text.split()) for text in texts]
    return any(all("".join(part.split()) in text for part in parts(span)) for text in squeezed)


def _in_facts(passage: Passage, span: str) -> bool:
    return holds(corpora.known(), span)


def _in_packages(passage: Passage, span: str) -> bool:
    names = list(_packaged(span))
    pages = scope(passage) or ("",)
    return bool(names) and any(all(packages.has(name, page) for name in names) for page in pages)


def _packaged(span: str) -> Iterator[str]:
    """Yield the names that a package must have for a span: of a variable, an option, a file, a setting."""
    if match := VARIABLE.fullmatch(span) or OPTION.fullmatch(span) or SLASH.fullmatch(span):
        yield match[1]
    elif FILE.fullmatch(span):
        yield from (part for part in re.split(r"[/\\]", span) if part not in ("", "~") and part[0] != "%")
    elif match := SETTING.fullmatch(span):
        yield from match[1].split(".")
    elif re.fullmatch(r"[a-z][\w-]*(?: (?:--?)?[\w./:-]+)+", span):
        # A command: the words after the program's name.
        yield from (word for word in span.split()[1:] if re.fullmatch(r"-{0,2}[a-z-]+", word))


def _in_sources(passage: Passage, span: str) -> bool:
    return any(
        passage.page == told["page"] and span in told["spans"] and passage.heading in told.get("ids", [passage.heading])
        for told in listed("sources")
    )


def _in_specification(passage: Passage, span: str) -> bool:
    return not VARIABLE.fullmatch(span) and holds(corpora.specification(), span)


def _in_excuses(passage: Passage, span: str) -> bool:
    return any(span == told["span"] for told in listed("excuses"))


@cache
def listed(name: str):
    """Return the entries of a list beside this file."""
    path = FOLDER / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
