"""Other hosts that a client asks for: the few that `tests/reader/hosts.toml` explains, and no more."""

import tomllib
from collections.abc import Iterable
from functools import cache

from tests.site.facts import ROOT


@cache
def explained() -> dict[tuple[str, str], str]:
    """Return the reason for each page and "host:port" of hosts.toml. Raises KeyError if one lacks it."""
    entries = tomllib.loads((ROOT / "tests" / "reader" / "hosts.toml").read_text(encoding="utf-8")).get(
        "host", []
    )
    return {(entry["page"], entry["host"]): entry["reason"] for entry in entries}


def unexplained(page: str, refused: Iterable[str]) -> list[str]:
    """Return the hosts that nothing explains for this page, each once."""
    return [host for host in dict.fromkeys(refused) if (page, host) not in explained()]
