"""Everything that a reader can copy does what the page says."""

import re
from collections.abc import Callable, Sequence

import pytest

from tests.commands import checks, client_table
from tests.gateway import Gateway
from tests.reader import hosts, snippets, unasked, wire
from tests.reader.clients import FOLDER, check_merge, is_set_up, other_words
from tests.reader.errors import PageError
from tests.reader.installs import Installed
from tests.reader.pages import Site
from tests.reader.recorder import Recorded
from tests.reader.tasks import Done, Task, perform, tasks
from tests.reader.visit import Reader, Result
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import api_hosts, facts

HOST = re.compile(r"(?<=://)[\w.-]*tokenfor\.me")
# Clients that are no agents: the tools are those of the program that uses them.
LIBRARIES = {
    "claude-agent-sdk",
    "langchain",
    "langchain-js",
    "litellm",
    "openai-agents",
    "pydantic-ai",
    "vercel-ai-sdk",
}
MODELS = {provider["main"] for provider in facts()["models"].values()}


def test_walkthrough(
    walkthrough: Walkthrough,
    gateway: Gateway,
    installed: Installed,
    record_property: Callable[[str, object], None],
) -> None:
    check = checks.of(walkthrough)
    result = run_or_fail(walkthrough, gateway, installed, then=check.command if check else "")
    traced = [
        (snippets.source(step.block), outcome.trace)
        for step, outcome in result.outcomes
        if outcome.trace is not None
    ]
    record_property(
        "traces", [(path.relative_to(snippets.SNIPPETS).as_posix(), trace) for path, trace in traced]
    )
    record_property("refused", [(walkthrough.page, host) for host in result.refused])
    if is_set_up(walkthrough):
        row = client_table.row(walkthrough, result)
        assert row in client_table.known(), (
            f"{client_table.TABLE.name} differs for {walkthrough.name}. Run `make update`. It was:\n{row}"
        )
    extra = unasked.difference(walkthrough, result)
    assert not extra, f"overrides/unasked.yml differs for {walkthrough.name}: {extra}"
    if check and not check.in_session:
        printed = (result.then or result.outcomes[-1][1]).printed
        assert checks.shown(check, result), f"the page says {check}, but it printed:\n{printed}"
        assert not hosts.unexplained(walkthrough.page, result.refused)
    for name, requests in result.wires.items():
        seen = wire.exchanges(requests)
        assert wire.agrees(wire.known().get(name, []), seen), (
            f"{wire.RECORDS.name} differs for {name}. Run `make update`. It was:\n{seen}"
        )
    # What the gate counts: it compares these with the blocks of the built pages once all workers are done.
    record_property("blocks", walkthrough.keys)


def test_walkthrough_of_another_reader(
    varied_walkthrough: Walkthrough, words: dict[str, str], gateway: Gateway, installed: Installed
) -> None:
    """A client's settings hold on every site, and for a second model; an agent has a task there."""
    task = tasks().get(varied_walkthrough.page)
    requests: Sequence[Recorded]
    if task is None:
        requests = run_or_fail(varied_walkthrough, gateway, installed, words).requests
    else:
        stopping = unasked.stopping(varied_walkthrough.page)
        done = done_or_fail(task, varied_walkthrough, gateway, installed, words | stopping)
        assert done.content == task.content, done.printed
        # The call, and the answer to what the tool said.
        assert task.kind == "edit" or ("done" in done.printed and len(done.requests) > 1), done.printed
        # This reader wants no requests that nobody typed; that they come, the page's own settings show.
        assert not stopping or len(done.requests) == 2, [request.line for request in done.requests]
        requests = done.requests
    assert requests
    assert {request.host for request in requests} == {words[api_hosts()[0]]}
    asked = {request.model for request in requests if request.model}
    assert asked
    assert asked <= {words[model] for model in MODELS}


def test_every_agent_has_a_task(site: Site) -> None:
    pages = {walkthrough.page for walkthrough in site.walkthroughs() if is_set_up(walkthrough)}
    assert pages == tasks().keys() | {FOLDER + name for name in LIBRARIES}


def test_a_merge_shows_each_file_before_and_after(site: Site) -> None:
    for walkthrough in site.walkthroughs():
        check_merge(walkthrough)


def test_every_set_up_can_be_varied(site: Site) -> None:
    """The blocks of every tab name base URL and model where a reader of another site changes them."""
    first, *_ = api_hosts()
    for walkthrough in filter(is_set_up, site.walkthroughs()):
        text = "".join(step.block.text for step in walkthrough.steps)
        assert HOST.findall(text), f"{walkthrough.name}: no block names the gateway"
        named = {model for model in MODELS if model in text}
        assert len(named) == 1, (
            f"{walkthrough.name}: its blocks name {named or 'no model'}, not the one of its provider"
        )
        for words in other_words().values():
            varied = "".join(step.block.text for step in walkthrough.varied(words).steps)
            assert set(HOST.findall(varied)) == {words[first]}, (
                f"{walkthrough.name}: a host that a reader of another site would have to know"
            )
            assert not {model for model in MODELS if model in varied}


def run_or_fail(
    walkthrough: Walkthrough,
    gateway: Gateway,
    installed: Installed,
    words: dict[str, str] | None = None,
    then: str = "",
) -> Result:
    try:
        return Reader(gateway, installed=installed).run(walkthrough, walkthrough.varied(words or {}), then)
    except PageError as error:
        red = str(error)
    pytest.fail(red, pytrace=False)


def done_or_fail(
    task: Task, walkthrough: Walkthrough, gateway: Gateway, installed: Installed, words: dict[str, str]
) -> Done:
    try:
        return perform(task, walkthrough, Reader(gateway, installed=installed), walkthrough.varied(words))
    except PageError as error:
        red = str(error)
    pytest.fail(red, pytrace=False)


def test_the_table_of_clients_has_no_other_rows(site: Site) -> None:
    pages = [
        walkthrough.page.removeprefix(FOLDER) for walkthrough in site.walkthroughs() if is_set_up(walkthrough)
    ]
    assert sorted(pages) == sorted(row["page"] for row in client_table.known()), "Run `make update`."
    assert client_table.known() == client_table.in_order(client_table.known())
