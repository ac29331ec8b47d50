"""What a coding agent sends beside its answer to a prompt (overrides/unasked.yml)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import yaml

from tests.reader.clients import FOLDER
from tests.reader.recorder import Recorded
from tests.reader.visit import Result
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import ROOT, facts

UNASKED = ROOT / "overrides" / "unasked.yml"
# A request, as it is counted: method and path, and whether it asks a model.
Line = tuple[str, bool]


@dataclass(frozen=True)
class Request:
    """One that nobody typed; overrides/unasked.yml says what the attributes hold."""

    why: Mapping[str, str]
    seen: str
    sends: str | Mapping[str, str] = ""
    stops: str = ""
    nothing: Mapping[str, str] = field(default_factory=dict)
    change: tuple[str, str] | None = None

    def line(self, walkthrough: Walkthrough) -> Line:
        """Return what a walkthrough would send of it."""
        names = {provider["name"]: name for name, provider in facts()["providers"].items()}
        sends = self.sends if isinstance(self.sends, str) else self.sends[names[walkthrough.tab]]
        line = sends or answer(walkthrough)
        return line, not line.startswith("GET ")


@dataclass(frozen=True)
class Agent:
    """What one agent sends, and when it was last run in a session at a terminal."""

    page: str
    requests: Sequence[Request]
    session: date | None = None

    def seen(self, where: str) -> Iterator[Request]:
        """Yield those that are seen there."""
        return (request for request in self.requests if request.seen == where)


@cache
def agents() -> dict[str, Agent]:
    """Return the agents, by their pages."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(UNASKED.read_text(encoding="utf-8"))
    return {
        FOLDER + page: Agent(page, [_request(request) for request in entry["requests"]], entry.get("session"))
        for page, entry in told.items()
    }


def _request(told: dict[str, Any]) -> Request:
    change = told.pop("change", None)
    return Request(**told, change=(change[0], change[1]) if change else None)


def stopping(page: str) -> dict[str, str]:
    """Return what a reader of a page writes instead so that nothing is sent beside the answer."""
    agent = agents().get(page)
    return dict([request.change for request in agent.seen("set-up") if request.change] if agent else [])


def answer(walkthrough: Walkthrough) -> str:
    """Return the line of the request that asks for the answer, as the first such block claims it last."""
    return next(
        sent.line
        for step in walkthrough.steps
        for sent in reversed(step.sends)
        if not sent.line.startswith("GET ")
    )


def beside(walkthrough: Walkthrough, requests: Sequence[Recorded], prompts: int) -> Counter[Line]:
    """Return what was sent beside the answers to so many prompts."""
    sent = Counter((request.line, request.model is not None) for request in requests)
    sent.subtract({(answer(walkthrough), True): prompts})
    return +sent


def listed(walkthrough: Walkthrough) -> Counter[Line] | None:
    """Return what the file has for a walkthrough, None if it says nothing of this heading."""
    agent = agents().get(walkthrough.page)
    if agent is None or walkthrough.heading not in {"set-up", *(request.seen for request in agent.requests)}:
        return None
    return Counter(request.line(walkthrough) for request in agent.seen(walkthrough.heading))


def difference(walkthrough: Walkthrough, result: Result) -> str:
    """Say what was sent and is not in the file, or the reverse; "" if they agree."""
    expected = listed(walkthrough)
    if expected is None:
        return ""
    prompts = sum(bool(step.sends) for step, _ in result.outcomes)
    seen = beside(walkthrough, result.requests, prompts)
    more, less = sorted((seen - expected).elements()), sorted((expected - seen).elements())
    return "; ".join(
        f"{what} {', '.join(line for line, _ in lines)}"
        for what, lines in (("sent, but not listed:", more), ("listed, but not sent:", less))
        if lines
    )
