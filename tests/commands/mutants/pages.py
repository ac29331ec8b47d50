"""Faults of a page, made from its walkthroughs: each rule says how one block, claim or output would be wrong."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tests.commands import client_table
from tests.reader.claims import CARRIERS
from tests.reader.clients import check_merge, is_set_up
from tests.reader.errors import PageError
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Action, Step, Walkthrough
from tests.site.facts import api_hosts, facts, unknown_names

HOST = api_hosts()[0]
MODELS = [models["main"] for models in facts()["models"].values()]
PROVIDERS = list(facts()["providers"])
VARIABLES = [provider["env"] for provider in facts()["providers"].values()]
# A path goes on, or the URL ends here.
END = r"(?![\w-])"

Rule = Callable[[Step], Step | None]


@dataclass(frozen=True)
class PageMutant:
    """A walkthrough with one fault."""

    id: str
    walkthrough: Walkthrough
    variant: Walkthrough


def _next(items: Sequence[str], item: str) -> str:
    return items[(items.index(item) + 1) % len(items)]


def _text(pattern: str, replacement: str | Callable[[re.Match[str]], str], *, places: int = 1) -> Rule:
    """Make a rule that changes the first places of a block's text that fit, all of them if `places` is 0."""

    def rule(step: Step) -> Step | None:
        text, count = re.subn(pattern, replacement, step.block.text, count=places)
        return (
            replace(step, block=replace(step.block, text=text)) if count and text != step.block.text else None
        )

    return rule


def _misspelt(match: re.Match[str]) -> str:
    return match[0].replace(match["name"], f"{match['name']}x", 1)


def _title(step: Step) -> Step | None:
    if step.action is not Action.SAVE:
        return None
    return replace(step, block=replace(step.block, title=f"{step.block.title}x"))


def _output_line(step: Step) -> Step | None:
    if not step.output:
        return None
    text, count = re.subn(r"[A-Za-z]{3,}", "other", step.output.text, count=1)
    return replace(step, output=replace(step.output, text=text)) if count else None


def _output_number(step: Step) -> Step | None:
    if not step.output or step.output.language != "json":
        return None
    text, count = re.subn(
        r"(?<=[:\[] )(\d+)(?=[\d.,\s\]}])", lambda match: f"{match[1]}1", step.output.text, count=1
    )
    return replace(step, output=replace(step.output, text=text)) if count else None


def _claim_line(step: Step) -> Step | None:
    if not step.sends:
        return None
    first, *rest = step.sends
    return replace(step, sends=[replace(first, line=f"{first.line}x"), *rest])


def _claim_carrier(step: Step) -> Step | None:
    if not step.sends:
        return None
    first, *rest = step.sends
    other = (
        CARRIERS[(CARRIERS.index(first.auth) + 1) % len(CARRIERS)] if first.auth in CARRIERS else CARRIERS[0]
    )
    return replace(step, sends=[replace(first, auth=other), *rest])


def _claim_count(step: Step) -> Step | None:
    return replace(step, sends=[*step.sends, step.sends[-1]]) if step.sends else None


URL = re.escape(f"https://{HOST}")
MODEL = "|".join(map(re.escape, MODELS))
VARIABLE = "|".join(VARIABLES)
RULES: dict[str, Rule] = {
    "the version is dropped": _text(rf"({URL})/v1(beta)?{END}", r"\1"),
    "the version is doubled": _text(rf"({URL})(/v1(?:beta)?){END}", r"\1\2\2"),
    "the version is moved": _text(rf"({URL})(/v1(?:beta)?)(/[\w/-]+)", r"\1\3\2"),
    "/v1 where none belongs": _text(rf"({URL})(?=/?[\"'\s])", r"\1/v1"),
    "/v1 for /v1beta": _text(rf"({URL})/v1beta{END}", r"\1/v1"),
    "/v1beta for /v1": _text(rf"({URL})/v1{END}", r"\1/v1beta"),
    "another header": _text(
        r"Authorization: Bearer |\"Authorization\": f?\"Bearer |x-api-key|x-goog-api-key",
        lambda match: HEADERS[match[0]],
    ),
    "chat for responses": _text(
        r"(?<=[/\"])responses\b|\bopenai-responses\b|\bopenai_responses\b|\bresponses\.(?=create)",
        lambda match: WIRES[match[0]],
    ),
    "responses for chat": _text(
        r"chat/completions|openai-completions|\bchat\.completions\.(?=create)", lambda match: WIRES[match[0]]
    ),
    "another provider's key": _text(
        rf"sk-your-({'|'.join(PROVIDERS)})-key", lambda match: f"sk-your-{_next(PROVIDERS, match[1])}-key"
    ),
    "another provider's model": _text(
        rf"(?<![\w.-])(?:{MODEL})(?![\w.-])", lambda match: _next(MODELS, match[0]), places=0
    ),
    "another host": _text(re.escape(HOST), f"other.{HOST}"),
    "a misspelt variable": _text(r"export (?P<name>[A-Z_]+)(?==)", _misspelt),
    "another file": _title,
    "a misspelt field": _text(
        rf"(?P<name>[\w-]+)\"?\s*[:=]\s*[\"'{{$]*(?:env:)?(?:{URL}|{VARIABLE})", _misspelt
    ),
    "an output line": _output_line,
    "a number in shown JSON": _output_number,
    "a claim's request": _claim_line,
    "a claim's carrier": _claim_carrier,
    "a claim's count": _claim_count,
}
HEADERS = {
    "Authorization: Bearer ": "x-goog-api-key: ",
    '"Authorization": f"Bearer ': '"x-goog-api-key": f"',
    '"Authorization": "Bearer ': '"x-goog-api-key": "',
    "x-api-key": "x-goog-api-key",
    "x-goog-api-key": "x-api-keys",
}
WIRES = {
    "responses": "chat/completions",
    "openai-responses": "openai-completions",
    "openai_responses": "openai",
    "responses.": "chat.completions.",
    "chat/completions": "responses",
    "openai-completions": "openai-responses",
    "chat.completions.": "responses.",
}
# Each tab of a client has settings of its own for these.
EVERY_TAB = ("another provider's model", "another host")
# Few pages show what these change.
EVERYWHERE = ("a number in shown JSON", "another header")
# How many rules a walkthrough that is no set-up is tried with.
OTHERS = 1


def mutants(walkthroughs: Sequence[Walkthrough]) -> Iterator[PageMutant]:
    """Yield each client's set-up with the fault of each rule, the tabs in turn, and every other walkthrough with one or a few."""
    seen: set[tuple[str, str]] = set()
    tabs: dict[str, int] = {}
    for number, walkthrough in enumerate(walkthroughs):
        found = {rule: variant for rule in RULES if (variant := _planted(walkthrough, rule))}
        rules = list(found)
        if is_set_up(walkthrough):
            tab = tabs[walkthrough.page] = tabs.get(walkthrough.page, -1) + 1
            # The first tab takes what is due to it, and each later one what has not been planted yet.
            chosen = [
                rule
                for position, rule in enumerate(rules)
                if rule in EVERY_TAB
                or ((walkthrough.page, rule) not in seen and (position + tab) % 2 == 0)
                or _last_chance(walkthrough, rule, walkthroughs, seen)
            ]
        else:
            chosen = [rules[(number + step * 7) % len(rules)] for step in range(min(OTHERS, len(rules)))]
            chosen += [rule for rule in rules if rule in EVERYWHERE]
        for rule in dict.fromkeys(chosen):
            seen.add((walkthrough.page, rule))
            yield PageMutant(f"{walkthrough.name}: {rule}", walkthrough, found[rule])


def verdict(mutant: PageMutant, reader: Reader) -> str:
    """Run a walkthrough with its fault, and return who noticed and how, "" if nobody did."""
    try:
        check_merge(mutant.variant)
        if found := next(unknown_names("\n".join(step.block.text for step in mutant.variant.steps)), ""):
            return found
        result = reader.run(mutant.walkthrough, mutant.variant)
        if (
            is_set_up(mutant.walkthrough)
            and (row := client_table.row(mutant.variant, result)) not in client_table.known()
        ):
            return f"{client_table.TABLE.name} has no such row: {row}"
    except PageError as error:
        return str(error).partition("\n")[0]
    return ""


def _last_chance(
    walkthrough: Walkthrough, rule: str, walkthroughs: Sequence[Walkthrough], seen: set[tuple[str, str]]
) -> bool:
    """Check whether no later tab of the client would plant this fault."""
    tabs = [other for other in walkthroughs if other.page == walkthrough.page and is_set_up(other)]
    return walkthrough is tabs[-1] and (walkthrough.page, rule) not in seen


def _planted(walkthrough: Walkthrough, rule: str) -> Walkthrough | None:
    """Return the walkthrough with a fault in the first step that the rule fits, None if it fits none."""
    for number, step in enumerate(walkthrough.steps):
        if changed := RULES[rule](step):
            return replace(
                walkthrough, steps=[*walkthrough.steps[:number], changed, *walkthrough.steps[number + 1 :]]
            )
    return None
