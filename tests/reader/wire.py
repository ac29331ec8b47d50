"""What a block sent and got, as a page shows it folded: HTTP, short enough to read.

Of the headers those that decide are whole, the others by name. A JSON body is there to its first level: a
text over LONGEST characters as its length, a list or an object that is not short as the number of what is in
it. Of a stream the first event and the last are shown. What differs from run to run is `…`.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypedDict

from tests.reader.recorder import Recorded
from tests.site.facts import ROOT

RECORDS = ROOT / "overrides" / "wire.json"
LONGEST = 400
# A list or an object up to this length is shown whole.
SHORT = 120
REQUEST_HEADERS = (
    "host",
    "authorization",
    "x-api-key",
    "x-goog-api-key",
    "content-type",
    "anthropic-version",
)
ANSWER_HEADERS = ("content-type", "retry-after", "x-request-id")
# Ids, times and folders of one run, and what separates the parts of a form.
OWN = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:pck_)?[0-9a-f]{16,}\b|\bses_\w{20,}|\b1[6-9]\d{11}\b|"
    r"reader-\w+|(?<=boundary=)\S+|\b\d{4}-\d\d-\d\dT[\d:.]+Z?"
)
# What the mock numbers by the order of arrival: ids, and the second of its clock.
NUMBERED = re.compile(r"(?<=_)0{8,}\d+|\b17814960\d\d\b")
# Lengths and counted tokens, and how far they may be from what was recorded: an agent's prompt names
# folders, its own release and the day.
ROUGH = re.compile(r'(… |"(?!max_)\w*(?:_tokens|TokenCount)": ?)(\d[\d,]*)')
TOLERANCE = 0.15


class Exchange(TypedDict):
    """A request and its answer, each as text."""

    request: str
    answer: str


def exchanges(requests: Iterable[Recorded]) -> list[Exchange]:
    """Return requests as a page shows them; one that was sent several times with the same answer, once."""
    found: list[Exchange] = []
    for request in requests:
        exchange = Exchange(request=_request(request), answer=_answer(request))
        if exchange not in found:
            found.append(exchange)
    return found


def known() -> dict[str, list[Exchange]]:
    """Return what the pages show, by the name of the line."""
    loaded: dict[str, list[Exchange]] = json.loads(RECORDS.read_text(encoding="utf-8"))
    return loaded


def write(wires: Mapping[str, list[Exchange]]) -> Path | None:
    """Write what the pages show, and keep what differs no further than it may.

    Return the path if that changed it.
    """
    before = known()
    kept = {
        name: before[name] if name in before and agrees(before[name], wires[name]) else wires[name]
        for name in sorted(wires)
    }
    if kept == before:
        return None
    RECORDS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return RECORDS


def agrees(shown: Sequence[Exchange], seen: Sequence[Exchange]) -> bool:
    """Check whether what a page shows is what was seen: the same text, lengths nearly the same.

    An agent asks for a title beside the answer, and either may come first: the order does not count, nor does
    what follows from it (NUMBERED).
    """
    left = list(seen)
    for one in shown:
        same = [
            other
            for other in left
            if _same(one["request"], other["request"]) and _same(one["answer"], other["answer"])
        ]
        if not same:
            return False
        left.remove(same[0])
    return not left


def _same(shown: str, seen: str) -> bool:
    shown, seen = (NUMBERED.sub("…", text) for text in (shown, seen))
    if ROUGH.sub(r"\1", shown) != ROUGH.sub(r"\1", seen):
        return False
    ones, others = (
        [int(found[2].replace(",", "")) for found in ROUGH.finditer(text)] for text in (shown, seen)
    )
    return all(abs(one - other) <= TOLERANCE * one for one, other in zip(ones, others, strict=True))


def _request(request: Recorded) -> str:
    lines = [f"{request.line} HTTP/1.1", *_headers(request.headers, REQUEST_HEADERS)]
    return _own("\n".join(lines) + _body(request.body))


def _answer(request: Recorded) -> str:
    answer = request.answer
    try:
        reason = HTTPStatus(request.status).phrase
    except ValueError:
        reason = ""
    lines = [f"HTTP/1.1 {request.status} {reason}".rstrip(), *_headers(answer.headers, ANSWER_HEADERS)]
    return _own("\n".join(lines) + _text(answer.text))


def _headers(headers: Mapping[str, str], whole: Sequence[str]) -> list[str]:
    lines = [f"{name}: {headers[name]}" for name in whole if name in headers]
    others = sorted(name for name in headers if name not in whole)
    return [*lines, f"({', '.join(others)})"] if others else lines


def _text(text: str) -> str:
    try:
        return _body(json.loads(text))
    except ValueError:
        pass
    events = [event for event in re.split(r"\r?\n\r?\n", text) if event.strip()]
    if len(events) > 1 and re.match(r"event:|data:|:", events[0]):
        first, *between, last = (_event(event) for event in events)
        return "\n\n" + "\n\n".join([first, *([f"(… {len(between)})"] if between else []), last])
    return f"\n\n… {len(text):,}" if text else ""


def _event(event: str) -> str:
    return "\n".join(
        f"{line[:5]} … {len(line):,}" if len(line) > LONGEST else line for line in event.splitlines()
    )


def _body(body: Any) -> str:
    if body is None:
        return ""
    if not isinstance(body, dict):
        return f"\n\n{_value(body)}"
    lines = [f"  {json.dumps(name)}: {_value(value)}" for name, value in body.items()]
    return "\n\n{\n" + ",\n".join(lines) + "\n}"


def _value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    match value:
        case str() if len(value) > LONGEST:
            return f'"… {len(value):,}"'
        case list() if len(text) > SHORT:
            return f"[… {len(value)}]"
        case dict() if len(text) > SHORT:
            return "{" + ", ".join(json.dumps(name) for name in sorted(value)) + "}"
    return text


def _own(text: str) -> str:
    return OWN.sub("…", text)
