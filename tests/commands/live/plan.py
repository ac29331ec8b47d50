"""Which walkthroughs can be run against a real gateway, and what they will send."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.commands.live.keys import Keys
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import api_hosts, facts

PLACEHOLDER = re.compile(r"\bsk-your-[\w-]+")
API_HOST = re.compile("|".join(map(re.escape, api_hosts())))


@dataclass(frozen=True)
class Plan:
    """What is to be run."""

    walkthroughs: Sequence[Walkthrough]

    @property
    def requests(self) -> int:
        """How many requests the pages say that this sends."""
        return sum(map(_requests, self.walkthroughs))

    @property
    def models(self) -> Counter[str]:
        """How many of them go to which model; where a walkthrough names several, to "a, b"."""
        found: Counter[str] = Counter()
        for walkthrough in self.walkthroughs:
            found[", ".join(_models(walkthrough)) or "no model"] += _requests(walkthrough)
        return found

    def told(self, limit: int) -> str:
        """Tell what will be sent, before it is."""
        lines = [f"{len(self.walkthroughs)} walkthroughs, {self.requests} requests, {limit} at most:"]
        lines += [f"{number:6}  {models}" for models, number in self.models.most_common()]
        return "\n".join(lines)


def plan(walkthroughs: Iterable[Walkthrough], keys: Keys, words: Sequence[str] = ()) -> Plan:
    """Choose the walkthroughs that use nothing but keys that are there, on the first site.

    words: of which each chosen one's name has one; any if there are none. Raises ValueError if none is left.
    """
    chosen = [
        walkthrough
        for walkthrough in walkthroughs
        if _can_be_run(walkthrough, keys) and (not words or any(word in walkthrough.name for word in words))
    ]
    if not chosen:
        names = ", ".join(keys.by_placeholder)
        raise ValueError(f"no walkthrough {' or '.join(words)} that uses only {names}.".replace("  ", " "))
    return Plan(chosen)


def _can_be_run(walkthrough: Walkthrough, keys: Keys) -> bool:
    text = _text(walkthrough)
    used = set(PLACEHOLDER.findall(text))
    first, *_ = api_hosts()
    return bool(used) and used <= keys.by_placeholder.keys() and set(API_HOST.findall(text)) <= {first}


def _models(walkthrough: Walkthrough) -> list[str]:
    text = _text(walkthrough)
    published = [model for models in facts()["models"].values() for model in models["published"]]
    return [model for model in published if re.search(rf"{re.escape(model)}(?![\w-]|\.\d)", text)]


def _requests(walkthrough: Walkthrough) -> int:
    return sum(len(step.sends) for step in walkthrough.steps)


def _text(walkthrough: Walkthrough) -> str:
    blocks = [step.block.text for step in walkthrough.steps]
    return "\n".join([*blocks, *(sent.line for step in walkthrough.steps for sent in step.sends)])
