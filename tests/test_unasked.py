"""Requests that nobody typed come and go with the settings that overrides/unasked.yml names."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import cast

import pytest

from tests.gateway import Gateway
from tests.reader import snippets, unasked
from tests.reader.clients import FOLDER, is_set_up
from tests.reader.installs import Installed
from tests.reader.outcome import Outcome
from tests.reader.pages import Site
from tests.reader.recorder import Recorded
from tests.reader.tasks import tasks
from tests.reader.unasked import Agent, Request
from tests.reader.visit import Reader, Result
from tests.reader.walkthroughs import Walkthrough
from tests.site.build import LANGUAGES

CHANGES = [
    pytest.param(agent, request, id=f"{agent.page} {request.stops}")
    for agent in unasked.agents().values()
    for request in agent.requests
    if request.seen == "without"
]
# An agent is often renewed; what somebody saw by hand half a year ago is to be looked at again.
OLD = datetime.timedelta(days=180)


@pytest.mark.parametrize(("agent", "request_"), CHANGES)
def test_a_setting_stops_a_request(
    agent: Agent, request_: Request, site: Site, gateway: Gateway, installed: Installed
) -> None:
    """Without the setting of the page the request comes; that it does not with it, each walkthrough shows.

    The reverse is in test_walkthroughs.py: the reader of another site has the setting, and the request goes.
    """
    walkthrough = next(
        found for found in site.walkthroughs() if is_set_up(found) and found.page == FOLDER + agent.page
    )
    assert request_.change
    before, after = request_.change
    assert any(before in step.block.text for step in walkthrough.steps), before
    seen = _sent(walkthrough, walkthrough.varied({before: after}), Reader(gateway, installed=installed))
    expected = unasked.listed(walkthrough)
    assert expected is not None
    assert seen[request_.line(walkthrough)] == expected[request_.line(walkthrough)] + 1


def test_the_setting_of_another_reader_is_in_the_files(site: Site) -> None:
    """What stops a request there changes a text that each tab of the page has."""
    for walkthrough in filter(is_set_up, site.walkthroughs()):
        text = "".join(step.block.text for step in walkthrough.steps)
        assert all(before in text for before in unasked.stopping(walkthrough.page)), walkthrough.name


@dataclass(frozen=True)
class _Sent:
    """A request, as far as it counts here."""

    line: str
    model: str | None


def test_the_file_is_held_in_both_directions(site: Site) -> None:
    walkthrough = next(
        found for found in site.walkthroughs() if found.name == "api-keys/hermes#set-up OpenAI"
    )
    outcomes = [(step, Outcome(0, "", "", 0)) for step in walkthrough.steps]
    answer, prices = _Sent("POST /v1/responses", "gpt-5.5"), _Sent("GET /v1/models", None)

    def difference(*sent: _Sent) -> str:
        return unasked.difference(walkthrough, Result(outcomes, cast("list[Recorded]", [*sent])))

    assert not difference(prices, answer)
    assert difference(answer) == "listed, but not sent: GET /v1/models"
    assert difference(answer, prices, answer) == "sent, but not listed: POST /v1/responses"
    assert difference(answer, _Sent("GET /", None)).startswith("sent, but not listed: GET /; listed, but")


def test_every_agent_is_told_of() -> None:
    assert unasked.agents().keys() == tasks().keys()


def test_each_request_says_what_stops_it_and_how_it_was_seen() -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    for agent in unasked.agents().values():
        for request in agent.requests:
            where = f"{agent.page}: {request.why['en']}"
            # A comma in a text without quotation marks ends it, and begins another name.
            assert request.why.keys() == set(LANGUAGES), where
            assert not request.nothing or request.nothing.keys() == set(LANGUAGES), where
            assert bool(request.stops) != bool(request.nothing), where
            # Where no walkthrough shows both sides, a test or a person has.
            assert request.seen in ("set-up", "environment", "without", "session", "task"), where
            assert bool(request.change) == (
                request.seen == "without" or (request.seen == "set-up" and bool(request.stops))
            ), where
            assert request.seen != "session" or agent.session, where
        assert not agent.session or today - agent.session < OLD, f"{agent.page}: run a session again"


def _sent(walkthrough: Walkthrough, variant: Walkthrough, reader: Reader) -> Counter[unasked.Line]:
    """Return what a reader of the variant sees beside the answer."""
    with reader.visit(walkthrough) as visit:
        for step, other in zip(walkthrough.steps, variant.steps, strict=True):
            visit.do(other, snippets.source(step.block))
        return unasked.beside(walkthrough, visit.recorder.requests, 1)
