"""Other hosts are explained, or the test is red."""

import pytest

from tests.gateway import Gateway
from tests.reader import hosts
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.visit import Reader
from tests.site.facts import ROOT

# The page on the OpenAI Agents SDK without the line that turns its traces off.
TRACED = {
    "python": ("pip install openai-agents", "plain.py"),
    "javascript": ("npm install @openai/agents openai zod", "plain.mjs"),
}


def test_another_host_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    telemetry, evil = "telemetry.example:443", "evil.example:443"
    monkeypatch.setattr(hosts, "explained", lambda: {("api-keys/tool", telemetry): "cannot be turned off"})
    assert hosts.unexplained("api-keys/tool", [telemetry, evil, evil]) == [evil]
    assert hosts.unexplained("api-keys/other", [telemetry]) == [telemetry]


def test_every_explained_host_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in hosts.explained().values())


def test_a_client_that_opens_a_browser_is_named(draft: Draft, gateway: Gateway) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", '"$BROWSER" https://example.com/login\n'))
    with pytest.raises(PageError, match=r"the block opened a browser: https://example\.com/login"):
        Reader(gateway, folder=draft.snippets).run(walkthrough)


@pytest.mark.parametrize("language", TRACED)
def test_traces_of_the_agents_sdk_would_be_seen(draft: Draft, gateway: Gateway, language: str) -> None:
    """The pages show that none is sent, which says something only if one is seen that is sent."""
    install, name = TRACED[language]
    variables = (ROOT / "snippets/openai-agents/variables.sh").read_text(encoding="utf-8").splitlines()
    on = "\n".join(line for line in variables if "TRACING" not in line)
    program = (ROOT / "snippets/openai-agents" / name).read_text(encoding="utf-8")
    [walkthrough] = draft.walkthroughs(
        draft.block("bash", f"{install}\n")
        + draft.block("bash", f'export TOKENFORME_OPENAI_KEY="sk-your-openai-key"\n{on}\n')
        + draft.block(language, program, name)
        + "\nSends `POST /v1/responses` with `Authorization: Bearer`.\n{ .sends }\n\n"
        + draft.block("text", "pong\n")
    )
    with pytest.raises(PageError, match=r"api\.openai\.com"):
        Reader(gateway, folder=draft.snippets).run(walkthrough)


def test_a_trace_carries_the_key_of_the_client(draft: Draft, gateway: Gateway) -> None:
    """Sent to the gateway for once, which notes how: the page's program, without what turns traces off."""
    program = (ROOT / "snippets/openai-agents/agent.py").read_text(encoding="utf-8")
    for closing in (", use_for_tracing=False", "set_tracing_disabled(True)\n"):
        assert closing in program
        program = program.replace(closing, "")
    program = program.replace("set_tracing_disabled", "tracing")
    aim = "tracing.processors.default_exporter().endpoint = 'https://api.tokenfor.me/v1/traces/ingest'\n"
    [walkthrough] = draft.walkthroughs(
        draft.block("bash", "pip install openai-agents\n")
        + draft.block("bash", 'export TOKENFORME_OPENAI_KEY="sk-your-openai-key"\n')
        + draft.block("python", program.replace("agent = ", f"{aim}agent = "), "agent.py")
        + "\nSends `POST /v1/responses`, `POST /v1/traces/ingest` with `Authorization: Bearer`.\n"
        + "{ .sends }\n\n"
        + draft.block("text", "pong\n")
    )
    Reader(gateway, folder=draft.snippets).run(walkthrough)
