"""JSON with holes, as pages show it: `{"id": "resp_...", ...}`, and how a printed answer is compared with it.

`...` between members or entries stands for any number of them, also none; as a value, for any one value;
within a string, for any characters. Everything else must be there, in that order. Commas beside an ellipsis
may be left out.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\.\.\.|[{}\[\],:]|[^\s{}\[\],:"]+)\s*')
# No page shows a NUL.
HOLE = "\0"
HOLE_VALUE = json.dumps(HOLE)
HOLE_MEMBER = f"{HOLE_VALUE}:0"
ANYTHING = "(?s:.*)"


class Members(list[tuple[str, Any]]):
    """The members of an object in their order; a name may be there twice."""


def parse(shown: str) -> Any:
    """Return what a page shows, with HOLE for each ellipsis; ValueError unless it is JSON with ellipses."""
    text: list[str] = []
    nesting: list[str] = []
    for token in _tokens(shown):
        before = text[-1] if text else ""
        if token == "...":
            inside = before != ":" and nesting
            if inside and before not in ("{", "[", ","):
                text.append(",")
            text.append(HOLE_MEMBER if inside and nesting[-1] == "{" else HOLE_VALUE)
            continue
        if token in ("{", "["):
            nesting.append(token)
        elif token in ("}", "]") and nesting:
            nesting.pop()
        if before in (HOLE_VALUE, HOLE_MEMBER) and token not in ("}", "]", ","):
            text.append(",")
        text.append(token)
    return json.loads("".join(text), object_pairs_hook=Members)


def mismatch(shown: Any, printed: str) -> str | None:
    """Return the path of the first value that is not as shown (`usage.total`, `data[0].id`), None if all are.

    `shown` comes from `parse`; ValueError if `printed` is not JSON.
    """
    return _compare(shown, json.loads(printed, object_pairs_hook=Members), "")


def _tokens(text: str) -> list[str]:
    tokens, end = [], 0
    while end < len(text):
        match = TOKEN.match(text, end)
        if not match:
            raise ValueError(f"no JSON at {text[end : end + 20]!r}")
        tokens.append(match[1])
        end = match.end()
    return tokens


def _compare(shown: Any, printed: Any, path: str) -> str | None:
    if shown == HOLE:
        return None
    here = path or "the whole"
    if type(shown) is not type(printed):
        return here
    if isinstance(shown, Members):
        return _sequence(shown, printed, path, is_object=True)
    if isinstance(shown, list):
        return _sequence(shown, printed, path, is_object=False)
    if isinstance(shown, str):
        return None if wildcards(shown, ANYTHING).fullmatch(printed) else here
    return None if shown == printed else here


def _sequence(shown: Sequence[Any], printed: Sequence[Any], path: str, *, is_object: bool) -> str | None:
    """Compare members or entries one by one; after a hole, from each later place, until the rest fits."""
    first: str | None = None
    for number, item in enumerate(shown):
        if (item[0] if is_object else item) == HOLE:
            rest = shown[number + 1 :]
            for skipped in range(number, len(printed) + 1):
                fault = _sequence(rest, printed[skipped:], path, is_object=is_object)
                if fault is None:
                    return None
                # The nearest miss is the one that went furthest.
                first = fault if first is None or len(fault) > len(first) else first
            return first
        here = f"{path}.{item[0]}".lstrip(".") if is_object else f"{path}[{number}]"
        if number == len(printed):
            return here
        other = printed[number]
        if is_object:
            if not wildcards(item[0], ANYTHING).fullmatch(other[0]):
                return here
            item, other = item[1], other[1]
        if fault := _compare(item, other, here):
            return fault
    return None if len(printed) == len(shown) else path or "the whole"


def wildcards(text: str, anything: str) -> re.Pattern[str]:
    """Compile a text in which each ellipsis stands for the regular expression `anything`."""
    return re.compile(anything.join(map(re.escape, text.split("..."))))
