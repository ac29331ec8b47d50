"""Which gateway a client uses, as its page lets the reader see it (overrides/checks.yml)."""

from overrides.hooks import data
from overrides.hooks.checks import Check, checks
from tests.commands import client_table
from tests.reader.clients import FOLDER, is_set_up
from tests.reader.visit import Result
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import ROOT, facts

# Programs that may be cut off when all is printed, and what the system says then. Aider loads modules in a
# thread of its own, which its end kills: once in some hundred runs, on 2026-11-29.
CUT_OFF = {"aider": "FATAL: exception not rethrown"}


def of(walkthrough: Walkthrough) -> Check | None:
    """Return the check of a client's set-up, None if it has none."""
    page = walkthrough.page.removeprefix(FOLDER)
    told = data.checks(ROOT)
    if not is_set_up(walkthrough) or page not in told:
        return None
    rows = [dict(row) for row in client_table.known() if row["page"] == page]
    by_provider = checks(told[page], rows, facts())
    names = {provider["name"]: name for name, provider in facts()["providers"].items()}
    return by_provider[names.get(walkthrough.tab, next(iter(by_provider)))]


def shown(check: Check, result: Result) -> bool:
    """Check whether the command, or without one the last step, printed what the page says of it."""
    outcome = result.then or result.outcomes[-1][1]
    said = CUT_OFF.get(check.command.partition(" ")[0])
    is_whole = not outcome.code or (said is not None and said in outcome.printed)
    return is_whole and _plain(check.shows) in _plain(outcome.printed)


def _plain(text: str) -> str:
    """Return a text without what lays it out: blanks, and the escapes of JSON."""
    return "".join(text.replace("\\n", " ").replace('\\"', '"').split())
