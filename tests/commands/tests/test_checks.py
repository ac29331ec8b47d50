"""How a client shows its gateway: each page that promises it has a command that ran, or a day."""

import pytest

from overrides.hooks import data
from overrides.hooks.checks import Check, checks
from tests.commands import checks as of_clients
from tests.reader.clients import is_set_up
from tests.reader.outcome import Outcome
from tests.reader.pages import Page, Site
from tests.reader.visit import Result
from tests.site.facts import ROOT, facts
from tests.site.tests.html import ids

ROWS = [{"page": "x", "provider": name, "suffix": "/v1"} for name in ("openai", "anthropic")]


def test_every_page_with_a_check_has_one_and_no_other(pages: list[Page]) -> None:
    told = data.checks(ROOT)
    assert {f"api-keys/{page}" for page in told} == {
        page.name for page in pages if "check" in ids(page.html) and "set-up" in ids(page.html)
    }
    by_hand = {page for page, entry in told.items() if entry.keys() & {"starts", "typed"}}
    assert by_hand == {page for page, entry in told.items() if "measured" in entry}
    assert len(by_hand) <= 2, "What a command can print is to be run."


def test_every_tab_of_a_set_up_has_the_check_of_its_provider(site: Site) -> None:
    found = {
        walkthrough.name: check
        for walkthrough in filter(is_set_up, site.walkthroughs())
        if (check := of_clients.of(walkthrough))
    }
    assert found["api-keys/cline#set-up Gemini"].shows == "provider=gemini"
    assert found["api-keys/codex#set-up"] == Check(shows="provider: tokenforme")
    assert all("{" not in check.command + check.shows for check in found.values())


def test_what_differs_by_provider_wins() -> None:
    told = {"command": "x", "shows": "{url} {model}", "by": {"anthropic": {"shows": "{provider}"}}}
    model = facts()["models"]["openai"]["main"]
    assert checks(told, ROWS, facts()) == {
        "openai": Check(f"https://api.tokenfor.me/v1 {model}", "x"),
        "anthropic": Check("anthropic", "x"),
    }


@pytest.mark.parametrize(
    ("printed", "code", "shown"),
    [
        ('{\n  "baseURL" :  "https://api.tokenfor.me/v1"\n}', 0, True),
        ('{"baseURL": "https://api.openai.com/v1"}', 0, False),
        ('"baseURL": "https://api.tokenfor.me/v1"', 1, False),
    ],
)
def test_what_it_shows_is_looked_for_whatever_the_layout(printed: str, code: int, *, shown: bool) -> None:
    check = Check('"baseURL": "https://api.tokenfor.me/v1"', "x")
    result = Result(then=Outcome(code, printed, "", 1.0))
    assert of_clients.shown(check, result) is shown


@pytest.mark.parametrize(
    ("program", "said", "shown"),
    [
        ("aider", "FATAL: exception not rethrown", True),
        ("aider", "Traceback", False),
        ("codex", "FATAL: exception not rethrown", False),
    ],
)
def test_a_program_that_is_cut_off_may_have_shown_it(program: str, said: str, *, shown: bool) -> None:
    result = Result(then=Outcome(134, "gateway\n", f"{said}\nAborted\n", 1.0))
    assert of_clients.shown(Check("gateway", f"{program} --exit"), result) is shown
