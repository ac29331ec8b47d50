"""How a reader sees which gateway a client uses: overrides/checks.yml, filled in for each provider."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """A command, or what is `typed` in a session, and what it `shows`.

    If there is neither, the prompt of the set-up shows it.
    """

    shows: str
    command: str = ""
    typed: str = ""


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
        filled = {
            name: entry[name].format(**words) for name in ("shows", "command", "typed") if name in entry
        }
        found[provider] = Check(**filled)
    return found
