"""Claims of two parts, which must have been seen together: status and text, endpoint and key."""

import re
from collections.abc import Iterator
from functools import cache

from tests.site.facts import facts
from tests.words import corpora, evidence, numbers
from tests.words.passages import SPAN, Passage

# Where one statement ends and the next begins.
END = re.compile(r"[;；。]|\.(?:\s|$)")
ENDPOINT = re.compile(r"(?:(GET|POST) )?(/v1(?:beta)?/[\w/{}…:.?=-]+)")
# What an error says: a type or a code, or a sentence.
SAID = re.compile(r"[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|[^/\s]+ .*|[^\x00-\xff]{4,}.*")
KEY = r"(?:an?|the|with|一个|用)? ?{} ?(?:key|密钥|的密钥)"
NEGATED = re.compile(r"\b(?:no|not|without|cannot|never)\b|没有|不|无")


def faults(passage: Passage) -> Iterator[str]:
    """Yield what a passage says together that was never seen together, a sentence each."""
    for text, spans in _statements(passage):
        yield from _statuses(text, spans)
        yield from _together(text, spans)
        yield from _endpoints(text, spans)


def _statements(passage: Passage) -> Iterator[tuple[str, list[str]]]:
    spans = iter(passage.spans)
    for text in END.split(passage.text):
        yield text, [next(spans) for _ in range(text.count(SPAN))]


def _statuses(text: str, spans: list[str]) -> Iterator[str]:
    """A status must be one that the gateway, or a client, was recorded with; a text, one of its answers."""
    statuses = {int(number) for number in numbers.STATUS.findall(numbers.MEASURE.sub(" ", text))}
    for status in statuses - _known_statuses():
        yield f"the status {status} is in no answer that was recorded"
    if not statuses:
        return
    for span in spans:
        seen = _statuses_of(span)
        if seen and not seen & statuses:
            yield f"`{span}` was recorded with {sorted(seen)}, not with {sorted(statuses)}"


@cache
def _known_statuses() -> frozenset[int]:
    told = {int(number) for number in numbers.STATUS.findall(corpora.specification())}
    excused = {told["status"] for told in evidence.listed("excuses") if "status" in told}
    return frozenset({exchange.status for exchange in corpora.exchanges()} | told | excused)


@cache
def _statuses_of(span: str) -> frozenset[int]:
    """Return the statuses of the answers that have a text or a type; none if it is no part of an error."""
    if not SAID.fullmatch(span):
        return frozenset()
    errors = (one for one in corpora.exchanges() if one.status >= 400)
    found = {one.status for one in errors if evidence.holds(one.answer, span)}
    if any(one.status < 400 and evidence.holds(one.request, span) for one in corpora.exchanges()):
        # It is asked for as well: a field, a path.
        return frozenset()
    return frozenset(found)


def _endpoints(text: str, spans: list[str]) -> Iterator[str]:
    """An endpoint that a key is said to be for must have answered one of that provider's keys."""
    if NEGATED.search(text) or numbers.STATUS.search(text):
        return
    named = [provider for provider, told in facts()["providers"].items() if _names_key(text, told["name"])]
    paths = [match[2] for span in spans if (match := ENDPOINT.fullmatch(span))]
    if len(named) != 1:
        return
    for path in paths:
        if path in _paths() and named[0] not in _answered(path):
            yield f"no {named[0]} key was recorded to get an answer from {path}"


def _names_key(text: str, name: str) -> bool:
    return re.search(KEY.format(re.escape(name)), text) is not None


@cache
def _paths() -> frozenset[str]:
    return frozenset(one.line.partition(" ")[2].partition("?")[0] for one in corpora.exchanges())


@cache
def _answered(path: str) -> frozenset[str]:
    return frozenset(
        next((provider for provider in facts()["providers"] if provider in one.key), "openai")
        for one in corpora.exchanges()
        if one.line.partition(" ")[2].partition("?")[0] == path and one.status == 200
    )


def _together(text: str, spans: list[str]) -> Iterator[str]:
    """A type or a code before a colon and the message behind it must stand in one answer."""
    between = text.split(SPAN)[1:]
    for one, words, other in zip(spans, between, spans[1:], strict=False):
        if words.strip() in (":", "：") and _are_answers(one, other) and not _in_one_answer(one, other):
            yield f"no answer was recorded that has `{one}` and `{other}`"


def _are_answers(*spans: str) -> bool:
    return all(map(_is_answered, spans))


@cache
def _is_answered(span: str) -> bool:
    answers = (one.answer for one in corpora.exchanges())
    return SAID.fullmatch(span) is not None and any(evidence.holds(answer, span) for answer in answers)


@cache
def _in_one_answer(one: str, other: str) -> bool:
    answers = (told.answer for told in corpora.exchanges())
    return any(evidence.holds(answer, one) and evidence.holds(answer, other) for answer in answers)
