"""The walkthroughs that connect a client, and what another reader of them writes instead."""

import zlib
from collections.abc import Iterable

from tests.reader.errors import PageError
from tests.reader.walkthroughs import Action, Walkthrough
from tests.site.facts import facts, host

# The pages of single clients, and the headings that each has.
FOLDER = "api-keys/"
SET_UP, MERGE = "set-up", "merge"


def is_set_up(walkthrough: Walkthrough) -> bool:
    """Check whether a walkthrough is one that connects a client, and so has a row in the table of clients."""
    return walkthrough.page.startswith(FOLDER) and walkthrough.heading == SET_UP


def check_merge(walkthrough: Walkthrough) -> None:
    """Check that every file with which a merge starts is shown again with the client's settings.

    Raises PageError if one is not.
    """
    titles = [step.block.title for step in walkthrough.steps if step.action is Action.SAVE]
    for step in walkthrough.steps if walkthrough.heading == MERGE else []:
        if step.action is not Action.SAVE:
            break
        if titles.count(step.block.title) < 2:
            what = "the file that is there before is not shown again."
            raise PageError(step.block.place, what, "Show it with the client's settings, or mend its title.")


def other_words() -> dict[str, dict[str, str]]:
    """Return what readers of each other site write instead, by the site's name.

    The site's host and, to be told from a client's default, the second model of each provider.
    """
    first, *others = facts()["sites"]
    models = {models["main"]: models["cheap"] for models in facts()["models"].values()}
    return {site["name"]: {host(first["api"]): host(site["api"])} | models for site in others}


def other_readers(walkthroughs: Iterable[Walkthrough]) -> list[tuple[Walkthrough, str, dict[str, str]]]:
    """Return one set-up of each client with the name of another site and its words.

    A client that reads base URL and model from one tab's settings reads them from another's as well; that
    every tab has them in its settings is a matter of its text (`test_every_set_up_can_be_varied`). Which tab
    and which site follows from the page's name, so that a new client leaves the others as they are.
    """
    set_ups: dict[str, list[Walkthrough]] = {}
    for walkthrough in filter(is_set_up, walkthroughs):
        set_ups.setdefault(walkthrough.page, []).append(walkthrough)
    words = list(other_words().items())
    chosen = []
    for page, tabs in set_ups.items():
        number = zlib.crc32(page.encode())
        chosen.append((tabs[number % len(tabs)], *words[number % len(words)]))
    return chosen
