"""The vendors' actions: the real programs, started with what each passes on by its source.

Of each action this holds the command line, the files and the environment, at the commit that the page's table
names; inputs and environment are the table's own. The action itself, and GitHub's runner, do not run.
"""

import json
import re
import shlex
from collections.abc import Mapping

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from tests.gateway import Gateway, Session
from tests.reader.home import Home, throwaway
from tests.reader.outcome import Outcome
from tests.reader.pages import Site
from tests.reader.snippets import SNIPPETS
from tests.reader.terminal import Terminal
from tests.reader.tests.forwarder import forwarding
from tests.site.facts import ROOT, facts

SDK = ROOT / ".cache/clients/node_modules/@anthropic-ai/claude-agent-sdk/sdk.mjs"
ASK = ROOT / "tests/reader/tests/claude_action.mjs"
# What a runner sets.
RUNNER = {"CI": "true", "GITHUB_ACTIONS": "true"}
# What the steps set to nothing, where neither an input nor the job has it.
NO_INPUT = {
    "claude": [
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_CUSTOM_HEADERS",
        "ANTHROPIC_DEFAULT_HAIKU_MODEL",
        "ANTHROPIC_DEFAULT_OPUS_MODEL",
        "ANTHROPIC_DEFAULT_SONNET_MODEL",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "CLAUDE_CODE_USE_BEDROCK",
        "CLAUDE_CODE_USE_FOUNDRY",
        "CLAUDE_CODE_USE_VERTEX",
        "MCP_TIMEOUT",
    ],
    "gemini": [
        "GEMINI_API_KEY",
        "GEMINI_MODEL",
        "GOOGLE_API_KEY",
        "GOOGLE_CLOUD_LOCATION",
        "GOOGLE_CLOUD_PROJECT",
    ],
}

INPUT = re.compile(r"([\w-]+)(?:: (.+))?")

Words = Mapping[str, str]


def table(site: Site) -> dict[str, tuple[str, dict[str, str]]]:
    """Return commit and inputs of each action, by its name, on the page: `name: value`, or `name`."""
    [page] = [page for page in site.pages if (page.name, page.language) == ("api-keys/ci", "en")]
    heading = BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").find(id="actions")
    assert heading
    found = heading.find_next("table")
    assert isinstance(found, Tag)
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for row in found.select("tbody tr"):
        first, second, _ = ([code.get_text() for code in cell.find_all("code")] for cell in row.select("td"))
        action, commit = first
        inputs = filter(None, map(INPUT.fullmatch, second))
        rows[action] = commit, {given[1]: given[2] or "" for given in inputs}
    return rows


def env_of(workflow: str) -> dict[str, str]:
    """Return the environment of the workflow's step that asks, without the secret."""
    told = yaml.load((SNIPPETS / "ci" / workflow).read_text(encoding="utf-8"), yaml.BaseLoader)
    [job] = told["jobs"].values()
    env: dict[str, str] = job["steps"][-1]["env"]
    return {name: value for name, value in env.items() if "secrets." not in value}


def ask(home: Home, command: str, environment: Words) -> Outcome:
    """Run a command line as a step of a runner does."""
    terminal = Terminal(Home(home.path, {**home.environment, **RUNNER, **environment}))
    try:
        return terminal.paste(f"{command}\n", 60)
    finally:
        terminal.close()


def with_claude(session: Session, home: Home, inputs: Words, job: Words) -> Outcome:
    """claude-code-action at 24dcd50: settings into the home, then the Agent SDK, which starts `claude`."""
    settings = home.path / ".claude" / "settings.json"
    settings.parent.mkdir()
    given = json.loads(inputs.get("settings") or "{}")
    settings.write_text(json.dumps(given | {"enableAllProjectMcpServers": True}), encoding="utf-8")
    step = dict.fromkeys(NO_INPUT["claude"], "") | dict(job)
    step |= {"ANTHROPIC_API_KEY": inputs["anthropic_api_key"], "CLAUDE_CODE_ACTION": "1"}
    return ask(
        home, f'node {shlex.quote(str(ASK))} {shlex.quote(str(SDK))} "$(command -v claude)" "Say pong"', step
    )


def with_codex(session: Session, home: Home, inputs: Words, job: Words) -> Outcome:
    """codex-action at 9cdb6f3: a provider without a key, on 127.0.0.1, and the prompt as input."""
    folder = home.path / ".codex"
    folder.mkdir()
    with forwarding(inputs["responses-api-endpoint"], inputs["openai-api-key"], session.env) as port:
        provider = "codex-action-responses-proxy"
        config = f'name = "proxy"\nbase_url = "http://127.0.0.1:{port}/v1"\nwire_api = "responses"\n'
        text = f'model_provider = "{provider}"\n\n[model_providers.{provider}]\n{config}'
        (folder / "config.toml").write_text(text, encoding="utf-8")
        command = (
            f"printf 'Say pong' | codex exec --skip-git-repo-check --cd {shlex.quote(str(home.folder))} "
            f"--output-last-message {shlex.quote(str(folder / 'answer.md'))} "
            f"--model {inputs['model']} {inputs['codex-args']} "
            "--sandbox workspace-write"
        )
        step = {"CODEX_HOME": str(folder), "FORCE_COLOR": "1", "NO_PROXY": "127.0.0.1"}
        return ask(home, command, {**job, **step})


def with_gemini(session: Session, home: Home, inputs: Words, job: Words) -> Outcome:
    """run-gemini-cli at 3ca2577: the project's settings, and the key from the input alone."""
    settings = home.folder / ".gemini" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(inputs["settings"], encoding="utf-8")
    step = dict(job) | dict.fromkeys(NO_INPUT["gemini"], "")
    step |= {"GOOGLE_GENAI_USE_GCA": "false", "GOOGLE_GENAI_USE_VERTEXAI": "false", "SURFACE": "GitHub"}
    step["GEMINI_API_KEY"] = inputs["gemini_api_key"]
    return ask(home, 'gemini --yolo --prompt "Say pong" --output-format json', step)


# By action: how it starts its program, the commit, what the table leaves to the page, and the workflow whose
# environment the job has.
ACTIONS = {
    "anthropics/claude-code-action": (
        with_claude,
        "24dcd50",
        {"anthropic_api_key": "sk-your-anthropic-key"},
        "claude-code.yml",
    ),
    "openai/codex-action": (with_codex, "9cdb6f3", {"openai-api-key": "sk-your-openai-key"}, ""),
    "google-github-actions/run-gemini-cli": (
        with_gemini,
        "3ca2577",
        {
            "gemini_api_key": "sk-your-gemini-key",
            "settings": (SNIPPETS / "gemini-cli/settings.json").read_text(encoding="utf-8"),
        },
        "gemini-cli.yml",
    ),
}
ASKED = {
    "anthropics/claude-code-action": ("POST /v1/messages?beta=true", ("x-api-key",)),
    "openai/codex-action": ("POST /v1/responses", ("Authorization: Bearer",)),
    "google-github-actions/run-gemini-cli": (
        f"POST /v1beta/models/{facts()['models']['gemini']['main']}:streamGenerateContent?alt=sse",
        ("x-goog-api-key",),
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_action_passes_on_reaches_the_gateway(action: str, site: Site, gateway: Gateway) -> None:
    start, read, left, workflow = ACTIONS[action]
    commit, inputs = table(site)[action]
    assert commit == read
    job = env_of(workflow) if workflow else {}
    with gateway.session(action) as session, throwaway(session.env) as home:
        outcome = start(session, home, inputs | left, job)
    assert outcome.code == 0, outcome.printed
    assert "pong" in outcome.stdout
    assert [(request.line, request.auth) for request in session.requests] == [ASKED[action]]
    assert list(session.refused) == []


def test_every_action_of_the_table_is_started(site: Site) -> None:
    rows = table(site)
    assert rows.keys() == ACTIONS.keys()
    # Else a step after Claude Code asks api.anthropic.com with the key, whatever the base URL is.
    assert rows["anthropics/claude-code-action"][1]["classify_inline_comments"] == "false"
    for action, (_, _, left, _) in ACTIONS.items():
        assert left.keys() <= rows[action][1].keys()


def test_a_key_in_the_environment_does_not_reach_gemini(gateway: Gateway) -> None:
    with gateway.session("no input") as session, throwaway(session.env) as home:
        inputs = {
            "gemini_api_key": "",
            "settings": ACTIONS["google-github-actions/run-gemini-cli"][2]["settings"],
        }
        job = env_of("gemini-cli.yml") | {"GEMINI_API_KEY": "sk-your-gemini-key"}
        outcome = with_gemini(session, home, inputs, job)
    assert outcome.code == 41
    assert "you must specify the GEMINI_API_KEY" in outcome.printed
    assert not session.requests
