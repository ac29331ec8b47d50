"""What customers type, and which sections answer it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
SETS = ("tuned", "held_out")


@dataclass(frozen=True)
class Query:
    text: str
    answers: tuple[str, ...]

    def rank(self, found: list[str]) -> int:
        """Give the place, from 1, of the first section found that answers the query; 0 if none does."""
        for place, address in enumerate(found, 1):
            # "faq/#top-up" is one section, "api-keys/codex/" any of its page.
            if any(
                address == answer or ("#" not in answer and address.startswith(f"{answer}#"))
                for answer in self.answers
            ):
                return place
        return 0


def queries(language: str, part: str) -> list[Query]:
    """Give the queries of one of the two SETS; KeyError if the file has no such part."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return [Query(text, tuple(answers)) for text, answers in tomllib.load(file)[part].items()]
