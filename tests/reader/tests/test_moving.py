"""Moving here, and back: the same program asks the provider before, the gateway with the page's variables.

The mock plays the providers' own hosts as well. They take a key of their own and none of the gateway's, nor
the other way round: a key that goes to the wrong one of the two is refused, and the program fails.
"""

from collections.abc import Iterator

import pytest

from tests.gateway import Gateway
from tests.gateway.recording import own_key
from tests.reader import snippets
from tests.reader.installs import Installed
from tests.reader.pages import Site
from tests.reader.visit import Reader, Visit
from tests.reader.walkthroughs import Step, Walkthrough
from tests.site.facts import api_hosts, facts

# The hosts that the SDKs ask by themselves, and the variables for a key that each reads.
OWN = {
    "api.openai.com": ("openai", ["OPENAI_API_KEY"]),
    "api.anthropic.com": ("anthropic", ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"]),
    "generativelanguage.googleapis.com": ("gemini", ["GOOGLE_API_KEY", "GEMINI_API_KEY"]),
}


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    with Gateway(plays={host: provider for host, (provider, _) in OWN.items()}) as gateway:
        yield gateway


@pytest.mark.parametrize("heading", ["environment-python", "environment-javascript"])
@pytest.mark.parametrize("host", OWN)
def test_before_after_and_back(
    gateway: Gateway, installed: Installed, site: Site, heading: str, host: str
) -> None:
    """Whichever variable had the key before, here all of them: nobody takes it away first."""
    provider, names = OWN[host]
    walkthrough = _walkthrough(site, heading, provider)
    install, variables, program = walkthrough.steps
    before = "".join(f'export {name}="{own_key(provider)}"\n' for name in names)
    away = "".join(f"unset {name}\n" for name in _names(variables))
    with Reader(gateway, installed=installed).visit(walkthrough) as visit:
        if outcome := visit.do(install, snippets.source(install.block)):
            visit.check(install, snippets.source(install.block), outcome)
        visit.terminal.paste(before, 20)
        assert _asked(visit, program) == [host]
        visit.do(variables, snippets.source(variables.block))
        assert _asked(visit, program) == [api_hosts()[0]]
        visit.terminal.paste(away + before, 20)
        assert _asked(visit, program) == [host]
        assert not visit.recorder.refused


def _walkthrough(site: Site, heading: str, provider: str) -> Walkthrough:
    [found] = [
        walkthrough
        for walkthrough in site.walkthroughs()
        if (walkthrough.page, walkthrough.heading) == ("api-keys/moving", heading)
        and facts()["models"][provider]["main"] in walkthrough.steps[-1].block.text
    ]
    return found


def _names(step: Step) -> list[str]:
    """Return the variables that a block exports."""
    return [line.removeprefix("export ").partition("=")[0] for line in step.block.text.splitlines()]


def _asked(visit: Visit, program: Step) -> list[str]:
    """Run the page's program; return the hosts that it asked, once it has printed what the page shows."""
    outcome = visit.do(program, snippets.source(program.block))
    assert outcome is not None
    assert (outcome.code, outcome.stdout) == (0, "pong\n"), outcome.printed
    return [request.host for request in visit.sent]
