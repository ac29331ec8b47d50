"""A coding agent at work: it makes a file in a project, with its own tool, set up as its page says."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from tests.reader import snippets
from tests.reader.clients import FOLDER
from tests.reader.errors import PageError
from tests.reader.recorder import Recorded
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Step, Walkthrough
from tests.site.facts import ROOT

TASKS = ROOT / "overrides" / "tasks.yml"
# The prompt on the last line of a page's set-up.
PROMPT = re.compile(r'"[^"\n]*"(?=[^"\n]*\n\Z)')


@dataclass(frozen=True)
class Task:
    """What an agent is asked to do; overrides/tasks.yml says what the attributes hold.

    `first` comes before the prompt.
    """

    agent: str
    file: str
    content: str
    kind: str = "own"
    first: str = ""
    tool: str = ""
    asks: Mapping[str, Any] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """What the agent is asked; the mock does what it says (tests/gateway/answers.py)."""
        if self.kind == "edit":
            return f"Repeat exactly <<{self.file}\n```\n{self.content}\n```\n>>"
        return f"{self.first}Use the tool {self.tool} with {json.dumps(self.asks)} and say done."

    def given_to(self, step: Step) -> Step:
        """Return a page's last step with the task instead of its prompt. Raises PageError if it has none."""
        # Between single quotes, so that the shell itself puts the folder in.
        prompt = shlex.quote(self.prompt).replace("{folder}", "'\"$PWD\"'")
        words = " ".join(filter(None, (self.before, prompt, self.after)))
        text, count = PROMPT.subn(lambda _: words, step.block.text)
        if not count:
            what = "the last block of a coding agent's set-up does not end with a prompt."
            raise PageError(step.block.place, what, 'End it with one, in quotes: "Say pong".')
        return Step(step.action, replace(step.block, text=text))


@dataclass(frozen=True)
class Done:
    """What came of a task: what the agent printed, what is in the file, and what it asked in doing so."""

    printed: str
    content: str | None
    requests: Sequence[Recorded]


def tasks() -> dict[str, Task]:
    """Return the tasks, by the page of the agent."""
    loaded = yaml.safe_load(TASKS.read_text(encoding="utf-8"))
    agents: Mapping[str, Any] = loaded.pop("agents")
    return {FOLDER + agent: Task(agent, **loaded, **rest) for agent, rest in agents.items()}


def perform(task: Task, walkthrough: Walkthrough, reader: Reader, variant: Walkthrough) -> Done:
    """Set an agent up as its page says, in another reader's words, and give it its task.

    Raises PageError if a step does not do what the page says, or the agent ends with an error.
    """
    sources = [snippets.source(step.block, reader.folder) for step in walkthrough.steps]
    *steps, last = variant.steps
    at_work = task.given_to(last)
    with reader.visit(walkthrough) as visit:
        for step, source in zip(steps, sources[:-1], strict=True):
            if outcome := visit.do(step, source):
                visit.check(step, source, outcome)
        for name, text in task.files.items():
            (visit.terminal.folder / name).write_text(text, encoding="utf-8")
        outcome = visit.do(at_work, sources[-1])
        assert outcome is not None
        visit.check_end(at_work, sources[-1], outcome)
        made = visit.terminal.folder / task.file
        content = made.read_text(encoding="utf-8").rstrip("\n") if made.exists() else None
        return Done(outcome.printed, content, visit.sent)
