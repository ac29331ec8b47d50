"""What a block printed, against what the page shows below it; `...` on the page stands for anything."""

import difflib
import json
import re

from tests.reader.terminal import Outcome

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def matches(shown: str, printed: str, language: str = "text") -> bool:
    """Tell whether `printed` is what the page shows.

    In `text`, a line `...` stands for any number of lines, also none, and `...` within a line for anything on that line.
    In `json`, white space between the tokens does not count, and `...` between members for any members.
    """
    if language == "json":
        return _matches_json(shown, printed)
    pattern = ""
    for line in shown.strip().splitlines():
        pattern += r"(?:.*\n)*?" if line.strip() == "..." else _wildcards(line.rstrip(), "[^\n]*") + r"[ \t]*\n"
    return re.fullmatch(pattern, _clean(printed)) is not None


def agrees(shown: str, outcome: Outcome, language: str = "text") -> bool:
    """Tell whether a block that ran printed what the page shows: all of its output, or its error at the end if it failed."""
    return ends_with(shown, outcome.printed, language) if outcome.code else matches(shown, outcome.stdout, language)


def ends_with(shown: str, printed: str, language: str = "text") -> bool:
    """Tell whether the page shows the last lines of `printed`: how a reader sees an error at the end of a traceback."""
    if language == "text":
        shown = f"...\n{shown}"
        return matches(shown, printed)
    return matches(shown, printed, language)


def difference(shown: str, printed: str, language: str = "text") -> str:
    """Show both as a diff, the page's text first."""
    printed = pretty(printed) if language == "json" else _clean(printed)
    return "\n".join(difflib.unified_diff(shown.strip().splitlines(), printed.strip().splitlines(), "the page shows", "was printed", lineterm=""))


def pretty(printed: str) -> str:
    """Indent JSON as pages do, and leave anything else alone."""
    try:
        return json.dumps(json.loads(printed), indent=2, ensure_ascii=False) + "\n"
    except ValueError:
        return printed


def _matches_json(shown: str, printed: str) -> bool:
    try:
        answer = json.dumps(json.loads(printed), ensure_ascii=False, separators=(",", ":"))
    except ValueError:
        return False
    pattern, end = "", 0
    for string in STRING.finditer(shown):
        pattern += _between(shown[end : string.start()]) + _wildcards(_canonical(string[0]), r'(?:[^"\\]|\\.)*')
        end = string.end()
    pattern += _between(shown[end:])
    # `{"a": 1, ...}` is also what `{"a": 1}` looks like: the commas around an ellipsis belong to what it stands for.
    pattern = re.sub(r",?\.\.\.,?", lambda _: ".*?", pattern)
    return re.fullmatch(pattern, answer, re.DOTALL) is not None


def _between(text: str) -> str:
    # Only the ellipsis stays as it is, until the commas beside it are known.
    return "...".join(re.escape("".join(part.split())).replace(r"\,", ",") for part in text.split("..."))


def _canonical(string: str) -> str:
    return json.dumps(json.loads(string), ensure_ascii=False)


def _wildcards(text: str, anything: str) -> str:
    return anything.join(re.escape(part) for part in text.split("..."))


def _clean(printed: str) -> str:
    text = re.sub(r"[ \t\r]+$", "", printed, flags=re.MULTILINE).strip("\n")
    return f"{text}\n" if text else ""
