"""What both languages must say alike, passage by passage: code, numbers, names. A slip in one shows here."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from tests.site.build import LANGUAGES
from tests.site.facts import facts
from tests.words import corpora, numbers
from tests.words.passages import Passage

# Besides the clients and the providers: what has no other name in Chinese.
NAMES = (
    "Windows", "macOS", "Linux", "WSL", "PowerShell", "Git Bash", "VS Code", "JetBrains", "GitHub",
    "Cloudflare", "Node.js", "Python", "JavaScript", "curl", "httpx", "fetch", "google-genai", "LangSmith",
    "Cursor", "Cherry Studio", "Chatbox", "CC Switch", "Dify", "QQ",
    "Chat Completions", "Messages", "Responses", "generateContent",
    "CORS", "DNS", "HTML", "JSON", "TOML", "YAML", "WebSocket",
)  # fmt: skip


def differences(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield a passage and what its twin in the other language has otherwise."""
    by_heading: dict[tuple[str, str], dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        by_heading[passage.page, passage.heading][passage.language].append(passage)
    for told in by_heading.values():
        ours, theirs = (told.get(language, []) for language in LANGUAGES[:2])
        if [one.kind for one in ours] == [one.kind for one in theirs]:
            for our, their in zip(ours, theirs, strict=True):
                yield from ((our, what) for what in _between([our], [their]))
        elif ours:
            yield from ((ours[0], what) for what in _between(ours, theirs))


def _between(ours: list[Passage], theirs: list[Passage]) -> Iterator[str]:
    for what, of in (("code", _spans), ("numbers", _numbers), ("names", _called)):
        our, their = (Counter(x for one in some for x in of(one)) for some in (ours, theirs))
        if our != their:
            yield f"{what}: {LANGUAGES[0]} has {_list(our - their)}, {LANGUAGES[1]} has {_list(their - our)}"


def _list(found: Counter[str]) -> str:
    return (
        ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in found.items())
        or "nothing more"
    )


def _spans(passage: Passage) -> Iterator[str]:
    yield from passage.spans


def _numbers(passage: Passage) -> Iterator[str]:
    text = numbers.MEASURE.sub(" ", passage.text)
    yield from (f"{number:g} {unit}" for number, unit in numbers.measures(passage.text))
    yield from numbers.digits(text)


def _called(passage: Passage) -> Iterator[str]:
    yield from (found.lower() for found in _names().findall(passage.text))


@cache
def _names() -> re.Pattern[str]:
    providers = [told["name"] for told in facts()["providers"].values()]
    names = sorted({*NAMES, *corpora.clients(), *providers}, key=len, reverse=True)
    # Some are also ordinary words: pi, llm, Continue.
    return re.compile(rf"(?<![A-Za-z0-9_.@/-])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9_/])")
