"""Each text of the error index was seen somewhere, or says why not; what was recorded finds its entry."""

import re
import textwrap
from collections.abc import Callable

import pytest

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.reader.pages import Site
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT
from tests.site.tests.test_errors import look_up
from tests.words import texts
from tests.words.evidence import listed

# The entry of clients that print nothing.
SILENT = "silent-client"
GENERAL = {
    entry["id"] for section in error_index.load(ROOT).values() for entry in section if entry.get("general")
}
# Lines at the end of an output that say nothing of any failure: brackets, the fields of an object that Node
# prints below its error, warnings, where more is to be read.
SAYS_NOTHING = re.compile(
    r"[\s{}\])>;,]*|Node\.js v.*|\s{2,}.*|…|.*Warning: .*|Update your environment .*|.*docs/.*\.md"
    r"|Tokens: .*|Use /login .*|For more information check: .*|how to fix it, please visit .*"
)


def test_each_text_was_seen_or_says_why_not() -> None:
    excused = {one["text"] for one in listed("excuses") if "text" in one}
    unproven = list(texts.unproven(error_index.load(ROOT)))
    unseen = [f"{id_}: {text}" for id_, text in unproven if text not in excused]
    assert unseen == [], "Record it (tests/commands/failures/cases.yml), or name its source."
    assert excused <= {text for _, text in unproven}, "Something shows it by now: take it off excuses.yml."


def test_no_record_is_stale(site: Site) -> None:
    """A record was made by the locked release, from the page as it is, against the mock as it is."""
    known = cases.records()
    digests = {case.name: case.digest for case in cases.cases(site)}
    assert {name: record["digest"] for name, record in known.items()} == digests, "Run `make update`."


def test_each_record_names_its_entries(site: Site) -> None:
    ids = {entry["id"] for section in error_index.load(ROOT).values() for entry in section}
    known = cases.records()
    assert {name: record["entries"] for name, record in known.items()} == {
        case.name: list(case.entries) for case in cases.cases(site)
    }, "Run `make update`."
    assert {entry for record in known.values() for entry in record["entries"]} <= ids


def whole(lines: list[str]) -> str:
    return "\n".join(lines)


def last(lines: list[str]) -> str:
    """Return the last line that says something of the failure."""
    return next(line for line in reversed(lines) if not SAYS_NOTHING.fullmatch(line))


def of_another(lines: list[str]) -> str:
    """Return what another customer would see: another key, host, model, request id."""
    text = whole(lines)
    for word, other in {
        "sk-your-": "sk-4f9a2c71",
        "api.tokenfor.me": "cn-api.tokenfor.me",
        "gpt-9": "gpt-5.9-pro",
        "gpt-5.5": "gpt-5.4-mini",
        "claude-sonnet-9": "claude-opus-9",
        "gemini-9-pro": "gemini-4-ultra",
        "request id: …": "request id: 0b61d6a4-5a0f-4a43-9d58-0d4d0a3f1a52",
    }.items():
        text = text.replace(word, other)
    return text


def wrapped(lines: list[str]) -> str:
    return "\n".join(textwrap.wrap(whole(lines), 60, break_long_words=True))


def quoted(lines: list[str]) -> str:
    return "\n".join(f"> {line}" for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pasted", [whole, last, of_another, wrapped, quoted])
def test_what_was_recorded_finds_its_entry(
    site: Site, pasted: Callable[[list[str]], str], language: str
) -> None:
    """The right entry is first in 95 % of all that was printed, and among the first three in all of it.

    Of what a client prints after any failure, the entry that says so is the right one for its last line.
    """
    known = cases.records().items()
    told = {name: one for name, one in known if one["entries"] != [SILENT] and whole(one["printed"]).strip()}
    general = GENERAL if pasted is last else set()
    found = look_up(site, [pasted(record["printed"]) for record in told.values()], language)
    answers = {name: answer["ids"][:3] for name, answer in zip(told, found, strict=True)}
    right = {name: {*told[name]["entries"]} | general for name in answers}
    wrong = {name: ids for name, ids in answers.items() if not {*ids[:1]} & right[name]}
    assert len(wrong) <= len(answers) * 0.05, wrong
    missed = {name: ids for name, ids in answers.items() if not {*ids} & right[name]}
    # The last line alone may say less than the failure.
    assert len(missed) <= (len(answers) * 0.05 if pasted is last else 0), (len(missed), missed)
