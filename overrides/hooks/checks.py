"""How a reader sees which gateway a client uses: overrides/checks.yml, filled in for each provider."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Check:
    """A command, one that `starts` a session, or what is `typed` in one, and what it `shows`.

    If there is none, the prompt of the set-up shows it.
    """

    shows: str
    command: str = ""
    starts: str = ""
    typed: str = ""

    @property
    def in_session(self) -> bool:
        """Whether it needs a terminal with a person before it."""
        return bool(self.starts or self.typed)


def checks(told: dict[str, Any], rows: list[dict[str, Any]], facts: dict[str, Any]) -> dict[str, Check]:
    """Return the check of one client by the provider of the key.

    `told` is its entry of overrides/checks.yml, `rows` are its rows of the table of clients.
    """
    found = {}
    for row in rows:
        provider = row["provider"]
        entry = {**told, **told.get("by", {}).get(provider, {})}
        words = {
            "url": facts["sites"][0]["api"] + row["suffix"],
            "model": facts["models"][provider]["main"],
            "provider": provider,
        }
        told_here = [field.name for field in fields(Check) if field.name in entry]
        found[provider] = Check(**{name: entry[name].format(**words) for name in told_here})
    return found
