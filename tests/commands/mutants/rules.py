"""The rules that plant faults in a page: each changes one thing of a step, as an author might do."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.reader.claims import CARRIERS
from tests.reader.walkthroughs import Action, Step
from tests.site.facts import api_hosts, facts

HOST = api_hosts()[0]
MODELS = [models["main"] for models in facts()["models"].values()]
PROVIDERS = list(facts()["providers"])
VARIABLES = [provider["env"] for provider in facts()["providers"].values()]
# The version ends here: a path follows, or nothing of the URL.
END = r"(?![\w-])"

# Returns the step with its fault, None if the rule does not fit the step.
Rule = Callable[[Step], Step | None]

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


def _next(items: Sequence[str], item: str) -> str:
    return items[(items.index(item) + 1) % len(items)]


def _text(pattern: str, replacement: str | Callable[[re.Match[str]], str], *, places: int = 1) -> Rule:
    """Return a rule that changes the first `places` of a block's text that match, all of them if it is 0."""

    def rule(step: Step) -> Step | None:
        text = re.sub(pattern, replacement, step.block.text, count=places)
        return replace(step, block=replace(step.block, text=text)) if text != step.block.text else None

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
    number = r"(?<=[:\[] )(\d+)(?=[\d.,\s\]}])"
    text, count = re.subn(number, r"\g<1>1", step.output.text, count=1)
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
    other = _next(CARRIERS, first.auth) if first.auth in CARRIERS else CARRIERS[0]
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
