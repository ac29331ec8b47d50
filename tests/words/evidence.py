"""Where a code span of a page was seen, by kinds, of which the first that holds counts.

- block: in a block or an output of the page, which ran byte for byte; for pages of no client, of any page
- request, answer: in what the real gateway was recorded to be asked and to answer
- operation: on the page on endpoints, in the OpenAPI file or the collection, whose requests the mock answered
- output: in what a client was recorded to print
- fact: in the facts of mkdocs.yml, the table of clients, or the hosts that clients ask for
- package: in the installed package of the client, and only names: variables, options, files, settings
- source: in an entry of the error index that is not the gateway's, which shows its dated source
- maker: in what the maker of a program that nobody here can run says, by makers.yml
- specification: in the mock's, which is the weakest: it has some of it from reading
- excuse: in excuses.yml, with a reason and a day
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.reader import unasked
from tests.site.facts import ROOT
from tests.words import corpora, names, packages
from tests.words.passages import Passage

FOLDER = Path(__file__).parent
ELLIPSIS = re.compile(r"…|\.{3}")
PATH = re.compile(r"\w+\[\](?:\.\w+)+")
# The fewest characters of a part that says something.
ENOUGH = 2


def kind(passage: Passage, span: str) -> str:
    """Return what shows a code span of a passage, "" if nothing does."""
    return _kind(scope(passage), passage.page, passage.heading, span)


@cache
def _kind(pages: tuple[str, ...], page: str, heading: str, span: str) -> str:
    where = Where(pages, page, heading)
    return next((name for name, shows in KINDS.items() if shows(where, span)), "")


def scope(passage: Passage) -> tuple[str, ...]:
    """Return the pages of the clients that a passage is about: its own page, or those that its row names."""
    if passage.page.rpartition("/")[2] in {
        row["page"] for rows in corpora.clients().values() for row in rows
    }:
        return (passage.page,)
    if passage.page == "errors" and (name := _index().get(passage.heading)):
        return name
    first = passage.row[0] if passage.row else passage
    return named(first.text)


def named(text: str) -> tuple[str, ...]:
    """Return the pages of the clients that a text names."""
    found = [page for name, page in _names() if re.search(rf"(?<![\w-]){re.escape(name)}(?!\w)", text)]
    return tuple(dict.fromkeys(found))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple((name, f"api-keys/{rows[0]['page']}") for name, rows in corpora.clients().items())


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Return the pages of the client that an entry of the error index is about, by the entry's id."""
    entries = [entry for section in error_index.load(ROOT).values() for entry in section]
    return {entry["id"]: named(error_index.client(entry)) for entry in entries}


def parts(span: str) -> list[str]:
    """Return what of a span must be found: all between its ellipses, long parts alone if there are any."""
    found = [" ".join(part.split()) for part in ELLIPSIS.split(span)]
    return [part for part in found if len(part) >= ENOUGH] or [part for part in found if part]


def holds(text: str, span: str) -> bool:
    """Check whether a text has a span, as words of its own."""
    found = _patterns(span)
    return bool(found) and all(part in text and pattern.search(text) for part, pattern in found)


@cache
def _patterns(span: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the parts of a span, each with the pattern that finds it as words of its own."""
    return tuple((part, _pattern(part)) for part in parts(span))


def _pattern(part: str) -> re.Pattern[str]:
    before = r"(?<![A-Za-z0-9_])" if re.match(r"\w", part) else ""
    after = r"(?![A-Za-z0-9_])" if re.search(r"\w\Z", part) else ""
    return re.compile(f"{before}{re.escape(part)}{after}")


@dataclass(frozen=True)
class Where:
    """Where a span stands: the pages of the clients that it is about, its page and its heading."""

    pages: tuple[str, ...]
    page: str
    heading: str


def _in_blocks(where: Where, span: str) -> bool:
    # A page that tells of several clients shows some of it in its own blocks.
    text = _blocks_of((*where.pages, where.page) if where.pages else ())
    # A program is started by the name under which the page has it saved.
    program = re.fullmatch(r"(?:python|node) (\S+)", span)
    if PATH.fullmatch(span):
        return all(holds(text, name) for name in re.findall(r"\w+", span))
    return holds(text, program[1] if program else span)


@cache
def _blocks_of(pages: tuple[str, ...]) -> str:
    return "\n".join(text for page, text in corpora.blocks().items() if not pages or page in pages)


def _in_requests(where: Where, span: str) -> bool:
    return not names.VARIABLE.fullmatch(span) and holds(_requests(), span)


@cache
def _requests() -> str:
    rows = [line for told in corpora.clients().values() for row in told for line in row["requests"]]
    told = (record["answers"].replace("?", " ") for record in cases.records().values())
    # Held by tests/test_unasked.py, and by the walkthroughs.
    beside = (request.sends for agent in unasked.agents().values() for request in agent.seen("without"))
    asked = (exchange.request for exchange in corpora.exchanges())
    return "\n".join([*rows, *told, *map(str, beside), *asked])


def _in_answers(where: Where, span: str) -> bool:
    answers = _answers()
    # All of them as one text, first: most spans are in none.
    return holds(answers[0], span) and any(holds(text, span) for text in answers[1:])


@cache
def _answers() -> tuple[str, ...]:
    """Return all answers as one text, then each, and what arrived, alone."""
    found = dict.fromkeys(text for one in corpora.exchanges() for text in (one.answer, one.arrived))
    return ("\n".join(found), *found)


def _in_operations(where: Where, span: str) -> bool:
    # Its refusals are the mock's: they show what the page says that is made of them, and no other.
    return where.page == "api-keys/endpoints" and holds(corpora.operations(), span)


def _in_outputs(where: Where, span: str) -> bool:
    told = [text for page, text in corpora.squeezed() if not where.pages or page in ("", *where.pages)]
    wanted = ["".join(part.split()) for part in parts(span)]
    return any(all(part in text for part in wanted) for text in told)


def _in_facts(where: Where, span: str) -> bool:
    return holds(corpora.known(), span)


def _in_packages(where: Where, span: str) -> bool:
    wanted = list(names.named(span))
    pages = where.pages or ("",)
    return bool(wanted) and any(all(packages.has(name, page) for name in wanted) for page in pages)


def _in_sources(where: Where, span: str) -> bool:
    return span in _of_others()


@cache
def _of_others() -> frozenset[str]:
    """Return the code spans of the entries that are not the gateway's, each of which shows its source."""
    entries = [entry for section in error_index.load(ROOT).values() for entry in section if "source" in entry]
    cells = [cell for entry in entries for cell in entry["en"].values()]
    found = [one or other for cell in cells for one, other in error_index.CODE.findall(cell)]
    return frozenset(" ".join(span.split()) for span in found)


def _in_makers(where: Where, span: str) -> bool:
    return any(where.page == told["page"] and span in told["spans"] for told in listed("makers"))


def _in_specification(where: Where, span: str) -> bool:
    return not names.VARIABLE.fullmatch(span) and holds(corpora.specification(), span)


def _in_excuses(where: Where, span: str) -> bool:
    return any(span == told.get("span") or span == told.get("text") for told in listed("excuses"))


@cache
def listed(name: str) -> list[dict[str, Any]]:
    """Return the entries of a list beside this file."""
    path = FOLDER / f"{name}.yml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    return found


KINDS: dict[str, Callable[[Where, str], bool]] = {
    "block": _in_blocks,
    "request": _in_requests,
    "answer": _in_answers,
    "operation": _in_operations,
    "output": _in_outputs,
    "fact": _in_facts,
    "package": _in_packages,
    "source": _in_sources,
    "maker": _in_makers,
    "specification": _in_specification,
    "excuse": _in_excuses,
}
