"""Everything that a reader can copy does what the page says."""

import pytest

from tests import clients
from tests.facts import api_hosts, facts
from tests.gateway import Gateway
from tests.reader.errors import PageError
from tests.reader.run import Result, run
from tests.reader.site import Site
from tests.reader.walkthroughs import Walkthrough

MODELS = {provider["main"] for provider in facts()["models"].values()}


def test_walkthrough(walkthrough: Walkthrough, gateway: Gateway, record_property) -> None:
    result = run_or_fail(walkthrough, gateway)
    record_property("refused", [(walkthrough.page, host) for host in result.refused])
    if clients.is_set_up(walkthrough):
        row = clients.row(walkthrough, result)
        assert row in clients.known(), f"{clients.TABLE.name} says otherwise of {walkthrough.name}. Run `make update`. It was:\n{row}"
    # What the gate counts: it compares these with the blocks of the built pages once all workers are done.
    record_property("blocks", walkthrough.keys)


def test_walkthrough_of_another_reader(varied_walkthrough: Walkthrough, words: dict[str, str], gateway: Gateway) -> None:
    """A client's settings hold on every site, and for a second model of the same provider."""
    result = run_or_fail(varied_walkthrough, gateway, words)
    assert result.requests
    assert {request.host for request in result.requests} == {words[api_hosts()[0]]}
    others = {words[model] for model in words if model in MODELS}
    if others:
        assert {request.model for request in result.requests} <= others


def run_or_fail(walkthrough: Walkthrough, gateway: Gateway, words: dict[str, str] | None = None) -> Result:
    try:
        return run(walkthrough, gateway, words=words)
    except PageError as error:
        pytest.fail(str(error), pytrace=False)


def test_the_table_of_clients_has_no_other_rows(site: Site) -> None:
    pages = [walkthrough.page.removeprefix(clients.FOLDER) for walkthrough in site.walkthroughs() if clients.is_set_up(walkthrough)]
    assert sorted(pages) == sorted(row["page"] for row in clients.known()), "Run `make update`."
    assert clients.known() == clients.in_order(clients.known())
