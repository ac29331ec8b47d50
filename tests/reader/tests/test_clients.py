"""How clients are run: a merged file keeps what stood in it, an environment has what the page installs, other hosts are explained."""

from pathlib import Path

import psutil
import pytest

from tests.commands import client_table
from tests.gateway import Gateway
from tests.reader import hosts
from tests.reader.draft import Draft
from tests.reader.environments import MAIN, groups, programs_of
from tests.reader.errors import PageError
from tests.reader.home import throwaway
from tests.reader.settings import lost
from tests.reader.terminal import Terminal
from tests.reader.visit import Reader, Result

LIST = 'curl -s https://api.tokenfor.me/v1/models -H "Authorization: Bearer sk-your-openai-key"\n'
MODELS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"


@pytest.mark.parametrize(
    ("language", "before", "after", "gone"),
    [
        ("json", '{"a": 1, "b": {"c": [1, 2]}}', '{"b": {"c": [0, 2, 1]}, "a": 1, "d": 4}', []),
        ("json", '{"a": 1, "b": {"c": [1, 2]}}', '{"a": 2, "b": {"c": [1]}}', ["a", "b.c[]"]),
        ("toml", 'a = 1\n[b]\nc = "x"', 'a = 1\nmodel = "m"\n[b]\nc = "x"\n[d]', []),
        ("toml", 'a = 1\n[b]\nc = "x"', "a = 1\n[b]", ["b.c"]),
        ("yaml", "a: 1\nb: [x]", "b: [y, x]\na: 1", []),
        ("yaml", "a: true", "a: false", ["a"]),
        ("dotenv", "# mine\nA=1\nB=2", "B=2\nC=3\nA=1", []),
        ("dotenv", "A=1", "A=2", ["A"]),
        ("text", "one\ntwo", "two\nthree", ["[]"]),
    ],
)
def test_a_merge_keeps_every_setting(language: str, before: str, after: str, gone: list[str]) -> None:
    assert lost(before, after, language) == gone


@pytest.mark.parametrize("after", ['{"theme": "light", "key": 1}', '{"theme": "dark", "key": 1}', "{"])
def test_a_page_that_overwrites_is_named(draft: Draft, gateway: Gateway, after: str) -> None:
    path = "~/.tool/settings.json"
    page = [draft.block("json", '{"theme": "dark"}\n', title=path), draft.block("json", f"{after}\n", title=path), draft.block("bash", LIST), MODELS]
    [walkthrough] = draft.walkthroughs("\n".join(page))
    if "dark" in after:
        assert Reader(gateway, folder=draft.snippets).run(walkthrough).requests
        return
    with pytest.raises(PageError, match=r"the file was there before, and now lacks theme|the file does not parse"):
        Reader(gateway, folder=draft.snippets).run(walkthrough)


@pytest.mark.parametrize(
    ("install", "folder"),
    [
        ("pip install openai", MAIN),
        ("pip install httpx openai", MAIN),
        ("pip install aider-chat", "aider"),
        ('pip install "pydantic-ai-slim[openai]"', "pydantic-ai"),
    ],
)
def test_the_terminal_has_what_the_page_installs(draft: Draft, install: str, folder: Path | str) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", f"{install}\n"))
    programs = programs_of(walkthrough)
    assert programs == (folder if isinstance(folder, Path) else client_table.ROOT / ".cache" / "venvs" / folder / "bin")
    assert (programs / "python").exists()


def test_a_package_that_is_in_no_group_is_named(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", "pip install leftpad\n"))
    with pytest.raises(PageError, match=r"the page installs leftpad, which no dependency group of pyproject.toml has"):
        programs_of(walkthrough)
    assert "leftpad" not in frozenset().union(*groups().values())


def test_another_host_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "explained", lambda: {("api-keys/tool", "telemetry.example:443"): "cannot be turned off"})
    assert hosts.unexplained("api-keys/tool", ["telemetry.example:443", "evil.example:443", "evil.example:443"]) == ["evil.example:443"]
    assert hosts.unexplained("api-keys/other", ["telemetry.example:443"]) == ["telemetry.example:443"]


def test_every_explained_host_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in hosts.explained().values())


def test_a_client_that_opens_a_browser_is_named(draft: Draft, gateway: Gateway) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", '"$BROWSER" https://example.com/login\n'))
    with pytest.raises(PageError, match=r"the block opened a browser: https://example\.com/login"):
        Reader(gateway, folder=draft.snippets).run(walkthrough)


def test_a_client_that_asks_a_question_gets_no_answer_and_no_time() -> None:
    """There is no terminal to ask on, and nothing is left when the time is up."""
    with throwaway({}) as home:
        terminal = Terminal(home)
        asked = terminal.paste('read -r answer || echo "nobody answers"\n', 5)
        hung = terminal.paste("setsid sleep 64 & wait\n", 1)
        terminal.close()
    assert (asked.stdout, hung.code) == ("nobody answers\n", None)
    assert not [process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", "64"]]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("curl -s https://api.tokenfor.me/v1/models\n", "no block installs the client from a registry"),
        ("curl -fsSL https://example.com/install.sh | sh\n", "no block installs the client from a registry"),
        ("pip install openai\n", "no block has a base URL of tokenfor.me"),
    ],
)
def test_a_cell_that_nothing_fills_is_named(draft: Draft, block: str, message: str) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", block))
    with pytest.raises(PageError, match=rf"draft \(en\) #draft: {message}\..+ "):
        client_table.row(walkthrough, Result())
