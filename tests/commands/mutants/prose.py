"""Lies of prose and tables, made from the pages' passages: another status, type, file, number, name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tests.reader.pages import built
from tests.site.build import LANGUAGES
from tests.site.facts import facts
from tests.words import corpora, figures, gate, names, numbers, twins
from tests.words.passages import SPAN, Passage, passages

# Every so many of the lies of a kind are told: there are thousands.
EVERY = 9
STATUSES = ("400", "401", "403", "404", "413", "429", "500", "502", "503")


@dataclass(frozen=True)
class Lie:
    """A passage that says something else, and its twin in the other language."""

    id: str
    passage: Passage
    lied: Passage
    twin: Passage | None


def lies() -> Iterator[Lie]:
    """Yield the lies to tell, the same ones on every run, a share of all that can be told."""
    every = list(passages(built()))
    twin = {(one.language, one.page, one.heading, one.number): one for one in every}
    told: dict[str, list[Lie]] = defaultdict(list)
    for passage in every:
        if figures.is_from_records(passage):
            continue
        [other] = (language for language in LANGUAGES if language != passage.language)
        beside = twin.get((other, passage.page, passage.heading, passage.number))
        for kind, lied in _lies_of(passage):
            name = f"lie in {passage.place}, passage {passage.number}: {kind}"
            told[f"{passage.language} {kind.partition(' ')[0]}"].append(Lie(name, passage, lied, beside))
    for some in told.values():
        yield from some[::EVERY]


def verdict(lie: Lie) -> str:
    """Return what the gate says of a lie, "" if nothing.

    What was seen nowhere comes first; else the other language says otherwise.
    """
    before = {fault.what for fault in gate.unseen([lie.passage])}
    unseen = (fault.what for fault in gate.unseen([lie.lied]) if fault.what not in before)
    slips = (what for _, what in twins.differences([one for one in (lie.lied, lie.twin) if one]))
    return next(unseen, "") or next(slips, "")


def _lies_of(passage: Passage) -> Iterator[tuple[str, Passage]]:
    for at, span in enumerate(passage.spans):
        if other := _another(span, passage):
            spans = (*passage.spans[:at], other, *passage.spans[at + 1 :])
            yield f"code `{span}` is `{other}`", replace(passage, spans=spans)
    for match in numbers.STATUS.finditer(passage.text):
        other = STATUSES[(STATUSES.index(match[0]) + 1) % len(STATUSES)] if match[0] in STATUSES else "418"
        yield f"status {match[0]} is {other}", _with(passage, match, other)
    for match in numbers.MEASURE.finditer(passage.text):
        number = match[2] or match[4]
        other = f"{numbers.value(number) * 2 + 1:g}"
        text = match[0].replace(number, other if not match[4] else f"{other} times")
        yield f"number {match[0]} is {text}", _with(passage, match, text)
    for match in _names().finditer(passage.text):
        other = _names_in_turn()[match[0]]
        yield f"name {match[0]} is {other}", _with(passage, match, other)


def _with(passage: Passage, match: re.Match[str], other: str) -> Passage:
    return replace(passage, text=passage.text[: match.start()] + other + passage.text[match.end() :])


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/-])(?:{'|'.join(map(re.escape, _names_in_turn()))})(?![A-Za-z0-9_/-])")


@cache
def _names_in_turn() -> dict[str, str]:
    """Return for each provider and client the next one."""
    providers = [told["name"] for told in facts()["providers"].values()]
    clients = [name for name in corpora.clients() if len(name) > 3]
    pairs = [*zip(providers, [*providers[1:], providers[0]], strict=True)]
    return dict([*pairs, *zip(clients, [*clients[1:], clients[0]], strict=True)])


def _another(span: str, passage: Passage) -> str:
    """Return another span of the same kind, from another place of the pages; "" if there is none."""
    for pool in _pools():
        if span in pool:
            # Not the neighbour, which the same passage may have.
            other = pool[(pool.index(span) + len(pool) // 2) % len(pool)]
            return other if other not in passage.spans else ""
    return ""


@cache
def _pools() -> list[list[str]]:
    """Return the code spans of the pages by kind: variables, files, endpoints, codes, types, messages."""
    spans = sorted({span for passage in passages(built()) for span in passage.spans})
    kinds = (
        names.VARIABLE,
        names.FILE,
        re.compile(r"(?:(?:GET|POST) )?/v1\S*"),
        re.compile(r"[A-Z]+(?:_[A-Z]+)+"),
        re.compile(r"[a-z]+(?:_[a-z]+)+"),
        names.OPTION,
        re.compile(r"(?:gpt|claude|gemini)-\S+"),
        re.compile(r"[A-Z][a-z]+ .{12,}"),
        names.SETTING,
    )
    pools: list[list[str]] = [[] for _ in kinds]
    for span in spans:
        for kind, pool in zip(kinds, pools, strict=True):
            if SPAN not in span and kind.fullmatch(span):
                pool.append(span)
                break
    return pools
