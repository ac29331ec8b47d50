"""What the pages say outside code blocks was seen (tests/words/gate.py)."""

from dataclasses import replace

import pytest

from tests.reader.pages import Site
from tests.words import evidence, figures, gate, packages
from tests.words.passages import SPAN, Passage, passages

MOST = 60


def test_all_that_the_pages_say_was_seen(site: Site) -> None:
    found = sorted(map(str, gate.faults(passages(site))))
    assert found == [], "Mend the page, or add what shows it; CONTRIBUTING.md says where."


def test_no_figure_is_stale(site: Site) -> None:
    assert list(figures.stale(list(passages(site)))) == []


def test_the_excuses_are_few_and_have_reasons(site: Site) -> None:
    excuses = evidence.listed("excuses")
    assert len(excuses) <= MOST
    assert all(len(one["reason"]) > 20 and one["day"] for one in excuses)
    used = {span for one in passages(site) for span in one.spans if evidence.kind(one, span) == "excuse"}
    spans = {one["span"] for one in excuses if "span" in one}
    assert spans <= used, "Something shows it by now, or no page says it: take it off excuses.yml."


def test_what_a_maker_says_is_on_its_page_with_source_and_day(site: Site) -> None:
    used = {
        (one.page, span)
        for one in passages(site)
        for span in one.spans
        if evidence.kind(one, span) == "maker"
    }
    told = evidence.listed("makers")
    assert {(one["page"], span) for one in told for span in one["spans"]} == used, "makers.yml is stale"
    assert all(len(one["source"]) > 20 and one["day"] for one in told)


def test_what_a_client_does_not_know_is_not_in_its_package() -> None:
    absent = [(one["span"], one["absent"]) for one in evidence.listed("excuses") if "absent" in one]
    assert absent
    assert [name for name, page in absent if packages.has(name, page)] == []


def passage(text: str, *spans: str, page: str = "troubleshooting", heading: str = "quota") -> Passage:
    return Passage(page, "en", heading, 0, "p", text, spans)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (passage(f"402 {SPAN}: {SPAN}", "INSUFFICIENT_BALANCE", "Insufficient account balance"), "402"),
        (passage(f"429 {SPAN}", "INSUFFICIENT_BALANCE"), "recorded with [403]"),
        (passage(f"{SPAN}: {SPAN}", "API_KEY_EXPIRED", "Insufficient account balance"), "no answer was"),
        (passage(f"Set {SPAN}", "CODEX_MAX_RETRIES", page="api-keys/codex"), "seen nowhere"),
        (
            passage(f"Set {SPAN}", "ANTHROPIC_DEFAULT_OPUS_MODELS", page="api-keys/claude-code"),
            "seen nowhere",
        ),
        (passage(f"The file {SPAN}", "~/.codex/settings.yaml", page="api-keys/codex"), "seen nowhere"),
        (passage(f"Codex: {SPAN}", "CLAUDE_CODE_MAX_RETRIES=0"), "seen nowhere"),
        (passage(f"It says {SPAN}", "Insufficient acount balance"), "seen nowhere"),
        (passage("It waits four minutes"), "nothing shows 4 minute"),
        (passage("You need Node.js 21.3"), "21.3"),
        (passage("As of 2026-07-01"), "2026-07-01"),
        (passage(f"With an Anthropic key: {SPAN}", "/v1/images/generations"), "no anthropic key"),
    ],
)
def test_a_lie_is_seen_through(said: Passage, what: str) -> None:
    assert what in " ".join(map(str, gate.unseen([said])))


def test_a_slip_in_one_language_shows(site: Site) -> None:
    """Two true passages, of which one names another number, name or code."""
    every = [one for one in passages(site) if one.page == "api-keys/codex"]
    assert list(gate.faults(every)) == []
    at = next(number for number, one in enumerate(every) if "Codex" in one.text and one.kind == "p")
    slip = replace(every[at], text=every[at].text.replace("Codex", "Cline"))
    [fault] = gate.faults([*every[:at], slip, *every[at + 1 :]])
    assert "differ in their names" in fault.what
