"""Blocks to walkthroughs: what a person does under one heading, step by step.

Content tabs are alternatives: each is a walkthrough of its own, with what is outside the tabs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import PurePosixPath

from tests.reader.blocks import Block, Claim, Section
from tests.reader.claims import Sent, claimed
from tests.reader.errors import PageError


class Action(Enum):
    """What a person does with a block."""

    PASTE = "paste it into the terminal"
    RUN_PYTHON = "save it and run it with Python"
    RUN_NODE = "save it and run it with Node"
    SAVE = "put it into the file that its title names"


PROGRAMS = {"bash": Action.PASTE, "python": Action.RUN_PYTHON, "javascript": Action.RUN_NODE}
FILES = ("json", "toml", "yaml", "dotenv", "text")
OUTPUTS = ("json", "text")


@dataclass
class Step:
    """One block and what the page says of it: the requests that it sends, the output below it.

    `wire` is the name of what the page shows of these requests.
    """

    action: Action
    block: Block
    sends: list[Sent] = field(default_factory=list)
    output: Block | None = None
    wire: str = ""

    @property
    def shown(self) -> tuple[object, ...]:
        """What a page shows of this step, without where it shows it: equal in both languages."""
        return (
            self.action,
            self.block.title,
            self.block.text,
            self.block.twin and self.block.twin.text,
            tuple(self.sends),
            self.output and (self.output.language, self.output.text),
        )


@dataclass
class Walkthrough:
    """The steps under one heading, for one tab if it has tabs.

    `languages` are those whose pages show it, `keys` the names of its blocks in all of them, `twins` those of
    its PowerShell blocks. `number` counts the tabs, whose labels may be words of a language.
    """

    page: str
    heading: str
    tab: str
    steps: list[Step]
    languages: tuple[str, ...]
    keys: tuple[str, ...]
    number: int = 0
    twins: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the reader sees: `api-keys/code#python openai`."""
        return f"{self.page}#{self.heading}" + (f" {self.tab}" if self.tab else "")

    def varied(self, words: Mapping[str, str]) -> "Walkthrough":
        """Return the walkthrough of a reader who writes other words: another host, another model."""

        def vary(text: str) -> str:
            for word, other in words.items():
                text = text.replace(word, other)
            return text

        def vary_step(step: Step) -> Step:
            block = replace(step.block, text=vary(step.block.text))
            output = step.output and replace(step.output, text=vary(step.output.text))
            sends = [replace(sent, line=vary(sent.line)) for sent in step.sends]
            return Step(step.action, block, sends, output, step.wire)

        return replace(self, steps=[vary_step(step) for step in self.steps])


def walkthroughs(sections: list[Section]) -> list[Walkthrough]:
    """Return the walkthroughs of one page's sections. Raises PageError for a block of no known use."""
    found = []
    for section in sections:
        labels = list(dict.fromkeys(item.tab for item in section.items if item.tab))
        for number, label in enumerate(labels or [""]):
            steps = _steps([item for item in section.items if item.tab in ("", label)])
            if steps:
                place = section.place
                keys = tuple(block.key for step in steps for block in (step.block, step.output) if block)
                twins = tuple(step.block.twin.key for step in steps if step.block.twin)
                languages = (place.language,)
                found.append(
                    Walkthrough(place.page, place.heading, label, steps, languages, keys, number, twins)
                )
    return found


def merge(*languages: list[Walkthrough]) -> list[Walkthrough]:
    """Join the walkthroughs that show the same in several languages: what is the same is run once."""
    merged: dict[tuple[object, ...], Walkthrough] = {}
    for walkthrough in (walkthrough for found in languages for walkthrough in found):
        section = (walkthrough.page, walkthrough.heading, walkthrough.number)
        shown = (*section, *(step.shown for step in walkthrough.steps))
        if shown in merged:
            merged[shown].languages += walkthrough.languages
            merged[shown].keys += walkthrough.keys
            merged[shown].twins += walkthrough.twins
        else:
            merged[shown] = walkthrough
    return list(merged.values())


def _steps(items: list[Block | Claim]) -> list[Step]:
    steps: list[Step] = []
    claims: dict[int, list[Claim]] = {}
    for item in items:
        if isinstance(item, Claim):
            if not steps:
                raise PageError(
                    item.place,
                    "a line says what is sent, but no block is above it.",
                    "Put it below the block that sends.",
                )
            claims.setdefault(len(steps) - 1, []).append(item)
        elif item.language in PROGRAMS:
            steps.append(Step(PROGRAMS[item.language], item))
            _check_program_title(item)
        elif item.title and item.language in FILES:
            _check_path(item)
            steps.append(Step(Action.SAVE, item))
        elif (
            item.language in OUTPUTS
            and steps
            and item.follows is steps[-1].block
            and steps[-1].action is not Action.SAVE
        ):
            steps[-1].output = item
        elif item.language in FILES:
            raise PageError(
                item.place,
                f"a {item.language} block has no title, and is right below no block that runs.",
                'Say which file it is, title="~/.codex/config.toml", or put it right below what prints it.',
            )
        else:
            known = ", ".join(dict.fromkeys([*PROGRAMS, *FILES]))
            raise PageError(
                item.place,
                f"the reader does not know the language {item.language!r}.",
                f"Use one of {known}.",
            )
    for index, found in claims.items():
        steps[index].sends = claimed(found)
        steps[index].wire = found[0].wire
    _check_files_are_used(steps)
    return steps


def _check_program_title(block: Block) -> None:
    if block.language == "bash" and block.title:
        raise PageError(
            block.place, "a bash block has a title, but is pasted, not saved.", "Remove the title."
        )
    if block.language == "javascript" and not block.title:
        raise PageError(
            block.place, "a javascript block does not say which file it is.", 'Add title="hello.mjs".'
        )
    if block.title:
        _check_path(block)


def _check_path(block: Block) -> None:
    path = PurePosixPath(block.title.removeprefix("~/"))
    if path.is_absolute() or ".." in path.parts or re.search(r"[~\\:\s$%]", str(path)) or not path.name:
        raise PageError(
            block.place,
            f"the title {block.title!r} is no path below the home folder.",
            'Write "~/" and the path, or a plain file name for a file in the working folder.',
        )


def _check_files_are_used(steps: list[Step]) -> None:
    for index, step in enumerate(steps):
        used = any(later.sends or _prints(later) for later in steps[index + 1 :])
        if step.action is Action.SAVE and not used:
            raise PageError(
                step.block.place,
                "the file is put in its place, but no later block under the heading sends a request with it.",
                "Add the command that proves that it works, and the line on what it sends.",
            )


def _prints(step: Step) -> bool:
    """Check whether a step is a program whose output is shown: it may read a file instead of asking."""
    return step.action in (Action.RUN_PYTHON, Action.RUN_NODE) and step.output is not None
