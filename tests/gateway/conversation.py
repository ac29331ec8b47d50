"""What reaches the model, in no particular protocol (2.13)."""

import itertools
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tool:
    """A function that the client offers, with the JSON Schema of its arguments."""

    name: str
    schema: Any


@dataclass(frozen=True)
class Turn:
    """A piece of the conversation: of the "user", a model's "answer" or "call", a tool's "result".

    The text of a call is the name of the tool.
    """

    role: str
    text: str = ""


@dataclass(frozen=True)
class File:
    """An image or a document: its media type, and its size in bytes."""

    type: str
    size: int


@dataclass(frozen=True)
class Prompt:
    """What reaches the model, in no particular protocol.

    texts: everything that counts as input. schema: of the JSON that is demanded. forced: the tool that must
    be called. thinks: reasoning is asked for. limit: of the answer, in tokens. marked: the texts that the
    cache shall keep, None where the provider caches by itself.
    """

    texts: tuple[str, ...]
    turns: tuple[Turn, ...]
    files: tuple[File, ...] = ()
    schema: Any = None
    tools: tuple[Tool, ...] = ()
    forced: Tool | None = None
    thinks: bool = False
    limit: int | None = None
    marked: tuple[str, ...] | None = None

    @property
    def open_turns(self) -> tuple[Turn, ...]:
        """All since the model's last answer, which is not a text that leads to a call."""
        start = 0
        for number, (turn, after) in enumerate(itertools.pairwise(self.turns), 1):
            if turn.role == "answer" and after.role in ("user", "result"):
                start = number
        return self.turns[start:]

    @property
    def user(self) -> str:
        """What the user has said since the model's last answer."""
        return "\n".join(turn.text for turn in self.open_turns if turn.role == "user")

    @property
    def results(self) -> list[str]:
        """What tools have said since the model's last answer."""
        return [turn.text for turn in self.open_turns if turn.role == "result"]

    @property
    def called(self) -> set[str]:
        """The tools that the model has called since its last answer."""
        return {turn.text for turn in self.open_turns if turn.role == "call"}
