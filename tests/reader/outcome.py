"""How a block ended, whatever ran it."""

from dataclasses import dataclass

# What a program executed of its snippet. Python: pairs of line numbers, as coverage.py has them (a negative
# one is an entry or an exit). JavaScript: ranges of characters that did not run.
Trace = list[tuple[int, int]]


@dataclass(frozen=True)
class Outcome:
    """How a block ended.

    `code` is its exit status, None if it was killed after `seconds`; `line` is where it failed, or else the
    last line that ran, counted from 1, 0 if unknown. `trace` is what a program executed of its snippet, None
    for commands.
    """

    code: int | None
    stdout: str
    stderr: str
    seconds: float
    line: int = 0
    trace: Trace | None = None

    @property
    def printed(self) -> str:
        """What a person sees: both streams, errors last."""
        return self.stdout + self.stderr
