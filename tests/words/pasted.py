"""What clients were recorded to print, as people paste it: whole, its end, wrapped, quoted, of another."""

import re
import textwrap
from collections.abc import Callable

from overrides.hooks import error_index
from tests.commands.failures import cases
from tests.reader.pages import Site
from tests.site.facts import ROOT
from tests.words.lookup import look_up

# The entry of clients that print nothing.
SILENT = "silent-client"
# Lines at the end of an output that say nothing of any failure: brackets, the fields of an object that Node
# prints below its error, warnings, where more is to be read.
SAYS_NOTHING = re.compile(
    r"[\s{}\])>;,]*|Node\.js v.*|\s{2,}.*|…|.*Warning: .*|Update your environment .*|.*docs/.*\.md"
    r"|Tokens: .*|Use /login .*|"
    r"See log: .*|Troubleshooting URL: .*|For more information check: .*|how to fix it, please visit .*"
)


def whole(lines: list[str]) -> str:
    """Return all of an output."""
    return "\n".join(lines)


def last(lines: list[str]) -> str:
    """Return the last line that says something of the failure."""
    return next(line for line in reversed(lines) if not SAYS_NOTHING.fullmatch(line))


def of_another(lines: list[str]) -> str:
    """Return what another customer would see: another key, host, model, request id."""
    text = whole(lines)
    for word, other in {
        "sk-your-": "sk-4f9a2c71",
        "api.tokenfor.me": "cn-api.tokenfor.me",
        "gpt-9": "gpt-5.9-pro",
        "gpt-5.5": "gpt-5.4-mini",
        "claude-sonnet-9": "claude-opus-9",
        "gemini-9-pro": "gemini-4-ultra",
        "request id: …": "request id: 0b61d6a4-5a0f-4a43-9d58-0d4d0a3f1a52",
    }.items():
        text = text.replace(word, other)
    return text


def wrapped(lines: list[str]) -> str:
    """Return an output as a narrow terminal breaks it."""
    return "\n".join(textwrap.wrap(whole(lines), 60, break_long_words=True))


def quoted(lines: list[str]) -> str:
    """Return an output as a mail quotes it."""
    return "\n".join(f"> {line}" for line in lines)


FORMS: dict[str, Callable[[list[str]], str]] = {
    form.__name__: form for form in (whole, last, of_another, wrapped, quoted)
}


def answers(site: Site, form: str, language: str) -> dict[str, tuple[set[str], list[str]]]:
    """Return for each failure that printed something the entries that are right, and the first three found.

    Of what a client prints after any failure, the entry that says so is the right one for its last line.
    """
    entries = [entry for section in error_index.load(ROOT).values() for entry in section]
    general = {entry["id"] for entry in entries if entry.get("general") and form == "last"}
    known = cases.records().items()
    told = {name: one for name, one in known if one["entries"] != [SILENT] and whole(one["printed"]).strip()}
    found = look_up(site, [FORMS[form](record["printed"]) for record in told.values()], language)
    return {
        name: ({*told[name]["entries"]} | general, answer["ids"][:3])
        for name, answer in zip(told, found, strict=True)
    }
