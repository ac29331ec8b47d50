"""The run: first one question for each key, then the walkthroughs, one after another."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.commands.live import compare
from tests.commands.live.forward import Upstream
from tests.commands.live.plan import Plan
from tests.gateway.records import masked
from tests.gateway.server import Gateway
from tests.reader import snippets
from tests.reader.errors import PageError
from tests.reader.installs import Installed
from tests.reader.visit import Reader
from tests.site.facts import api_hosts

# Seconds for a block: an agent may ask several times, and a model may think.
TIMEOUT = 600.0
ASK_TIMEOUT = 20  # seconds


@dataclass
class Report:
    """What came of a run: names of walkthroughs that agreed, and how the others differed."""

    agreed: list[str] = field(default_factory=list)
    differed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def told(self, upstream: Upstream) -> str:
        """Tell it in a line."""
        parts = [f"{len(self.agreed)} agree", f"{len(self.differed)} differ"]
        parts += [f"{len(self.not_run)} not run"] if self.not_run else []
        return f"{', '.join(parts)}; {upstream.sent} requests sent"


def check_keys(upstream: Upstream) -> None:
    """Ask the gateway for the models of each key. Raises ValueError where it does not answer as to a key."""
    url = upstream.url or f"https://{api_hosts()[0]}"
    with httpx.Client(timeout=ASK_TIMEOUT, proxy=upstream.proxy, verify=upstream.verify) as client:
        for name, key in upstream.keys.by_placeholder.items():
            try:
                answer = client.get(
                    f"{url.rstrip('/')}/v1/models", headers={"Authorization": f"Bearer {key}"}
                )
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                why = upstream.keys.taken_out(str(error)) or type(error).__name__
                raise ValueError(f"{url} does not answer: {why}") from None
            if answer.status_code != 200:
                said = upstream.keys.taken_out(answer.text[:200])
                raise ValueError(
                    f"{url} refuses the key for {name} ({masked(key)}): {answer.status_code} {said}"
                )


def run(
    plan: Plan, upstream: Upstream, tell: Callable[[str], None], folder: Path = snippets.SNIPPETS
) -> Report:
    """Run the walkthroughs until the limit of requests is reached; `tell` gets a line for each.

    folder: has the pages' snippets.
    """
    report = Report()
    with tempfile.TemporaryDirectory() as scratch, Gateway(app=upstream) as gateway:
        installed = Installed(Path(scratch))
        reader = Reader(gateway, TIMEOUT, folder, installed, compare.agrees)
        for walkthrough in plan.walkthroughs:
            if upstream.is_used_up:
                report.not_run.append(walkthrough.name)
                continue
            # A client may end well although the gateway was not reached.
            upstream.failures.clear()
            difference = ""
            try:
                reader.run(walkthrough)
            except PageError as error:
                difference = f"{error}\n"
            difference = upstream.keys.taken_out(difference + "\n".join(upstream.failures))
            if difference:
                report.differed.append(difference)
                tell(f"differs  {walkthrough.name}\n{difference}\n")
            else:
                report.agreed.append(walkthrough.name)
                tell(f"agrees   {walkthrough.name}")
    return report
