"""What `api-keys/agents` gives to agents: its prompt sets a project up, and its skill is offered and read.

The agents are real. The model is the mock, which calls the tools that the end of a prompt asks for: only that
end is added to what the page shows.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.server import SiteServer
from tests.gateway import Gateway
from tests.reader import snippets
from tests.reader.clients import FOLDER, SET_UP, is_set_up
from tests.reader.installs import Installed
from tests.reader.pages import Site
from tests.reader.recorder import Recorded
from tests.reader.visit import Reader, Visit
from tests.reader.walkthroughs import Step, Walkthrough
from tests.site.facts import ROOT, api_hosts, facts, site_url
from tests.site.tests.html import file_of

PAGE = f"{FOLDER}agents"
SKILL = (ROOT / "snippets" / "agents" / "SKILL.md").read_text(encoding="utf-8")
# A row of the page's table: where a skill is below the home folder, and the agents that read it there.
ROW = re.compile(r"^\| `~/([^`]+/SKILL\.md)` \| (.+) \|$", re.MULTILINE)
AGENT = re.compile(r"([A-Za-z][A-Za-z ]*) \{\{ version")


def places() -> list[tuple[str, str]]:
    """Return the page of each agent of the table, with each of its places below the home folder."""
    text = (ROOT / "docs" / "en" / f"{PAGE}.md").read_text(encoding="utf-8")
    return [(page_of(agent), place) for place, cell in ROW.findall(text) for agent in AGENT.findall(cell)]


def page_of(agent: str) -> str:
    return FOLDER + agent.lower().replace(" ", "-")


def under(site: Site, page: str, heading: str) -> list[Walkthrough]:
    return [one for one in site.walkthroughs() if (one.page, one.heading) == (page, heading)]


def do(visit: Visit, step: Step, source: Path | None = None) -> str:
    """Do a step of the page, and return what it printed; how it ends is checked."""
    source = source or snippets.source(step.block)
    if (outcome := visit.do(step, source)) is None:
        return ""
    visit.check_end(step, source, outcome)
    return outcome.printed


def strings(value: Any) -> Iterator[str]:
    """Yield all texts of a body, wherever they stand."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def text_of(request: Recorded) -> str:
    return "\n".join(strings(request.body))


def calls(folder: Path, prompt: str, before: str, after: str) -> str:
    """Return the end of a prompt that has the mock do what its steps say: read, search, edit, check."""
    [address] = re.findall(r"^1\. Read (\S+) with curl -sS", prompt, re.MULTILINE)
    [search] = re.findall(r"^2\..*\n +(.+)$", prompt, re.MULTILINE)
    path = str(folder / "app.py")
    wanted = [
        ("Bash", {"command": f"curl -sS {address}", "description": "Read the list of pages"}),
        (
            "Bash",
            {
                "command": f"grep -rnE --include='*.py' {shlex.quote(search)} .",
                "description": "Find the clients",
            },
        ),
        ("Read", {"file_path": path}),
        ("Edit", {"file_path": path, "old_string": before, "new_string": after}),
        ("Bash", {"command": "python app.py", "description": "Check"}),
    ]
    return " and ".join(f"use the tool {tool} with {json.dumps(asked)}" for tool, asked in wanted)


def set_up(walkthrough: Walkthrough, variant: Walkthrough, visit: Visit) -> str:
    """Do all but the last step, with more at the end of the prompt. Return what the agent printed."""
    *steps, last = variant.steps
    sources = [snippets.source(step.block) for step in walkthrough.steps]
    [before] = [step.block.text for step in steps if step.block.title == last.block.title]
    # The site is no host of the internet here.
    visit.terminal.paste("export NO_PROXY=127.0.0.1\n", 10)
    printed = ""
    for step, source in zip(steps, sources[:-1], strict=True):
        if step.block.title == "prompt.md":
            more = calls(visit.terminal.folder, step.block.text, before, last.block.text)
            text = f"{step.block.text}\n{more} and say done.\n"
            step = Step(step.action, replace(step.block, text=text))
        printed = do(visit, step, source)
    return printed


def test_the_prompt_sets_a_project_up(site: Site, gateway: Gateway, installed: Installed) -> None:
    [walkthrough] = under(site, PAGE, "prompt")
    with SiteServer(site.folder) as server:
        # The address that the site was built for, and nothing else, is another one here.
        variant = walkthrough.varied({site_url(): f"{server.url}/"})
        with Reader(gateway, installed=installed).visit(walkthrough) as visit:
            printed = set_up(walkthrough, variant, visit)
            asked, checked, told = visit.sent
            after = walkthrough.steps[-1].block
            made = (visit.terminal.folder / after.title).read_text(encoding="utf-8")
    assert printed.strip() == "done"
    assert made == after.text
    # The whole prompt, as the page shows it, reached the model.
    [prompt] = [step.block.text for step in variant.steps if step.block.title == "prompt.md"]
    assert prompt in text_of(asked)
    listed, found, _, _, ran = results(told)
    assert listed.startswith((site.folder / "llms.txt").read_text(encoding="utf-8")[:1000])
    assert "app.py:3:client = OpenAI()" in found
    assert ran.splitlines()[0] == "pong"
    # The request of the program itself: the base URL, and a key that has this model.
    assert (checked.host, checked.line, checked.status) == (api_hosts()[0], "POST /v1/responses", 200)
    assert checked.model == facts()["models"]["openai"]["main"]
    # The agent learned the name of the variable, and no key.
    assert all("sk-your-" not in text_of(request) for request in (asked, told))


def results(request: Recorded) -> list[str]:
    """Return what each tool said that the model called last, in the order of the calls."""
    call, answer = request.body["messages"][-2:]
    said = {
        block["tool_use_id"]: "\n".join(strings(block["content"]))
        for block in answer["content"]
        if block["type"] == "tool_result"
    }
    return [said[block["id"]] for block in call["content"] if block["type"] == "tool_use"]


@pytest.mark.parametrize("tab", ["Claude Code", "Codex"])
def test_a_named_skill_is_read(site: Site, gateway: Gateway, installed: Installed, tab: str) -> None:
    [walkthrough] = [one for one in under(site, PAGE, "skill") if one.tab == tab]
    with Reader(gateway, installed=installed).visit(walkthrough) as visit:
        for step in walkthrough.steps:
            do(visit, step)
        [request] = visit.sent
    _, head, body = filled(SKILL).split("---\n", 2)
    assert yaml.safe_load(head)["description"] in text_of(request)
    assert body.strip() in text_of(request)


def test_the_table_has_every_tab(site: Site) -> None:
    shown = {
        (page_of(one.tab), step.block.title.removeprefix("~/"))
        for one in under(site, PAGE, "skill")
        for step in one.steps
        if step.block.title.endswith("SKILL.md")
    }
    assert shown
    assert shown <= set(places())


@pytest.mark.parametrize(("agent", "place"), places())
def test_an_agent_offers_the_skill(
    site: Site, gateway: Gateway, installed: Installed, agent: str, place: str
) -> None:
    """Set up as its own page says, an agent tells its model of the skill."""
    walkthrough = next(one for one in under(site, agent, SET_UP) if is_set_up(one))
    with Reader(gateway, installed=installed).visit(walkthrough) as visit:
        skill = visit.home.path / place
        skill.parent.mkdir(parents=True)
        skill.write_text(filled(SKILL), encoding="utf-8")
        for step in walkthrough.steps:
            do(visit, step)
        offered = [text_of(request) for request in visit.sent]
    description = yaml.safe_load(SKILL.split("---\n", 2)[1])["description"]
    assert any(description in text for text in offered)


@pytest.mark.parametrize("name", ["prompt.md", "SKILL.md"])
def test_what_an_agent_is_told_to_read_is_there(site: Site, name: str) -> None:
    text = (ROOT / "snippets" / "agents" / name).read_text(encoding="utf-8")
    addresses = re.findall(rf"{re.escape(snippets.SITE_URL)}[\w./-]*\w", text)
    assert addresses
    for address in map(filled, addresses):
        assert file_of(site, address).is_file(), f"{name}: {address} leads nowhere"
    twins = (site.folder / "llms.txt").read_text(encoding="utf-8")
    assert all(f"[{title}](" in twins for title in re.findall('"([A-Z][a-z]+ [a-z]+)"', text))


def filled(text: str) -> str:
    return text.replace(snippets.SITE_URL, site_url())
