"""The words gate: what pages say outside code blocks was seen, or the build fails.

evidence.py   a code span, and where it was seen
pairs.py      a status with its text, an endpoint with its key
figures.py    a number with its unit, a release, a day
twins.py      code, numbers and names are the same in both languages
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.words import evidence, figures, pairs, twins
from tests.words.passages import Passage


@dataclass(frozen=True)
class Fault:
    """What a passage says and nothing shows; `what` is a sentence for its author."""

    passage: Passage
    what: str

    def __str__(self) -> str:
        return f"{self.passage.place}: {self.what}: {self.passage.shown[:120]}"


def faults(passages: Iterable[Passage]) -> Iterator[Fault]:
    """Yield all that nothing shows."""
    every = list(passages)
    yield from unseen(every)
    for passage, what in twins.differences(every):
        yield Fault(passage, f"the languages differ in their {what}")


def unseen(passages: Iterable[Passage]) -> Iterator[Fault]:
    """Yield what passages say that was seen nowhere, whatever the other language says."""
    for passage in passages:
        for span in passage.spans:
            if not evidence.kind(passage, span):
                yield Fault(passage, f"`{span}` was seen nowhere")
        for what in (*pairs.faults(passage), *figures.faults(passage)):
            yield Fault(passage, what)


def shares(passages: Iterable[Passage]) -> dict[str, Counter[str]]:
    """Return by page how many of its code spans each kind of evidence shows."""
    found: dict[str, Counter[str]] = {}
    for passage in passages:
        kinds = [evidence.kind(passage, span) for span in passage.spans]
        found.setdefault(passage.page, Counter()).update(kinds)
    return found
