"""Faults of a page, made from its walkthroughs with the rules of rules.py."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.commands import client_table
from tests.commands.mutants.rules import RULES
from tests.reader.clients import check_merge, is_set_up
from tests.reader.errors import PageError
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import unknown_names

# Each tab of a client has its own settings for these.
EVERY_TAB = ("another provider's model", "another host")
# Few pages show what these change.
EVERYWHERE = ("a number in shown JSON", "another header")
# How many rules a walkthrough that is no set-up is tried with.
OTHERS = 1


@dataclass(frozen=True)
class PageMutant:
    """A walkthrough, and the same one with a fault."""

    id: str
    walkthrough: Walkthrough
    variant: Walkthrough


def mutants(walkthroughs: Sequence[Walkthrough]) -> Iterator[PageMutant]:
    """Yield the faults to plant.

    Each client's set-up gets the fault of each rule, its tabs in turn. Every other walkthrough gets one or a
    few.
    """
    planted: set[tuple[str, str]] = set()
    tabs: dict[str, list[Walkthrough]] = {}
    for walkthrough in filter(is_set_up, walkthroughs):
        tabs.setdefault(walkthrough.page, []).append(walkthrough)
    for number, walkthrough in enumerate(walkthroughs):
        variants = {rule: variant for rule in RULES if (variant := _variant(walkthrough, rule))}
        if is_set_up(walkthrough):
            left = [rule for rule in variants if (walkthrough.page, rule) not in planted]
            chosen = _of_tab(walkthrough, tabs[walkthrough.page], list(variants), left)
        else:
            chosen = _of_other(number, list(variants))
        for rule in chosen:
            planted.add((walkthrough.page, rule))
            yield PageMutant(f"{walkthrough.name}: {rule}", walkthrough, variants[rule])


def verdict(mutant: PageMutant, reader: Reader) -> str:
    """Run a walkthrough with its fault. Return who noticed it and how, "" if nobody did."""
    text = "\n".join(step.block.text for step in mutant.variant.steps)
    try:
        check_merge(mutant.variant)
        if unknown := next(unknown_names(text), ""):
            return unknown
        result = reader.run(mutant.walkthrough, mutant.variant)
        if is_set_up(mutant.walkthrough):
            row = client_table.row(mutant.variant, result)
            if row not in client_table.known():
                return f"{client_table.TABLE.name} has no such row: {row}"
    except PageError as error:
        return str(error).partition("\n")[0]
    return ""


def _of_tab(
    walkthrough: Walkthrough, tabs: Sequence[Walkthrough], rules: Sequence[str], left: Sequence[str]
) -> list[str]:
    """Choose rules for one of a client's tabs, of the `rules` that fit it.

    No tab has had those that are `left`: of these each tab takes every other one, and the last tab all.
    """
    number = tabs.index(walkthrough)
    is_last = walkthrough is tabs[-1]
    return [
        rule
        for position, rule in enumerate(rules)
        if rule in EVERY_TAB or (rule in left and (is_last or (position + number) % 2 == 0))
    ]


def _of_other(number: int, rules: Sequence[str]) -> list[str]:
    """Choose rules for a walkthrough that is no set-up, other ones for each `number`."""
    chosen = [rules[(number + step * 7) % len(rules)] for step in range(min(OTHERS, len(rules)))]
    return list(dict.fromkeys([*chosen, *(rule for rule in rules if rule in EVERYWHERE)]))


def _variant(walkthrough: Walkthrough, rule: str) -> Walkthrough | None:
    """Return the walkthrough with a fault in the first step that the rule fits, None if it fits none."""
    for number, step in enumerate(walkthrough.steps):
        if changed := RULES[rule](step):
            steps = [*walkthrough.steps[:number], changed, *walkthrough.steps[number + 1 :]]
            return replace(walkthrough, steps=steps)
    return None
