"""Each text of the error index was seen somewhere, or says why not; what was recorded finds its entry."""

import pytest

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.reader.pages import Site
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT
from tests.words import texts
from tests.words.evidence import listed
from tests.words.pasted import FORMS, answers


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_what_was_recorded_finds_its_entry(site: Site, form: str, language: str) -> None:
    """The right entry is first in 95 % of all that was printed, and among the first three in all of it."""
    found = answers(site, form, language)
    wrong = {name: ids for name, (right, ids) in found.items() if not {*ids[:1]} & right}
    assert len(wrong) <= len(found) * 0.05, wrong
    missed = {name: ids for name, (right, ids) in found.items() if not {*ids} & right}
    assert missed == {}
