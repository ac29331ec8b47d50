"""What a page shows, compared with what a real model's answer gave: ids, counts and prose aside."""

import re

from tests.gateway.answers import GREETING
from tests.reader import output
from tests.reader.outcome import Outcome

# What the mock says to the prompts of the pages; a real model has words of its own.
PROSE = re.compile(rf"\bpong\b|\b1 2 3 4 5\b|{re.escape(GREETING)}", re.IGNORECASE)
# A number of its own: no part of a name, no status.
NUMBER = re.compile(r"(?<!HTTP )(?<![\w.-])\d+(?:\.\d+)?(?![\w-]|\.\d)")
# The first words of a stream, each a text of its own.
PIECE = re.compile(r'(?<=")\s?\d(?=")')


def agrees(shown: str, outcome: Outcome, language: str = "text") -> bool:
    """Check whether a block printed what the page shows, with any prose, ids and counts, but with some."""
    if PROSE.search(shown) and not outcome.printed.strip():
        return False
    return output.agrees(loosened(shown), outcome, language)


def loosened(shown: str) -> str:
    """Put an ellipsis in for whatever differs from answer to answer."""
    for pattern in (PROSE, PIECE, NUMBER):
        shown = pattern.sub("...", shown)
    return shown
