"""What a block printed, compared with what the page shows below it; `...` on the page is anything."""

import difflib
import json
import re

from tests.reader import json_pattern
from tests.reader.outcome import Outcome


def matches(shown: str, printed: str, language: str = "text") -> bool:
    """Check whether `printed` is what the page shows.

    In `text`, a line `...` stands for any number of lines, also none, and `...` within a line for anything on
    that line. In `json`, white space between the tokens does not count; json_pattern.py says what `...`
    stands for.
    """
    if language == "json":
        return _matches_json(shown, printed)
    pattern = ""
    for line in shown.strip().splitlines():
        pattern += (
            r"(?:.*\n)*?"
            if line.strip() == "..."
            else json_pattern.wildcards(line.rstrip(), "[^\n]*").pattern + r"[ \t]*\n"
        )
    return re.fullmatch(pattern, _clean(printed)) is not None


def agrees(shown: str, outcome: Outcome, language: str = "text") -> bool:
    """Check whether a block printed what the page shows: all of its output, or its error if it failed."""
    return (
        ends_with(shown, outcome.printed, language)
        if outcome.code
        else matches(shown, outcome.stdout, language)
    )


def ends_with(shown: str, printed: str, language: str = "text") -> bool:
    """Check whether the page shows the last lines of `printed`, as of a traceback."""
    if language == "text":
        shown = f"...\n{shown}"
        return matches(shown, printed)
    return matches(shown, printed, language)


def difference(shown: str, printed: str, language: str = "text") -> str:
    """Return both as a diff, the page's text first."""
    printed = pretty(printed) if language == "json" else _clean(printed)
    return "\n".join(
        difflib.unified_diff(
            shown.strip().splitlines(),
            printed.strip().splitlines(),
            "the page shows",
            "was printed",
            lineterm="",
        )
    )


def pretty(printed: str) -> str:
    """Return JSON indented as pages do, and anything else as it is."""
    try:
        return json.dumps(json.loads(printed), indent=2, ensure_ascii=False) + "\n"
    except ValueError:
        return printed


def _matches_json(shown: str, printed: str) -> bool:
    try:
        return json_pattern.mismatch(json_pattern.parse(shown), printed) is None
    except ValueError:
        return False


def _clean(printed: str) -> str:
    text = re.sub(r"[ \t\r]+$", "", printed, flags=re.MULTILINE).strip("\n")
    return f"{text}\n" if text else ""
