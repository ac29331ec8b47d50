"""The error index: overrides/errors/<section>.yml, an entry for each way to fail.

An entry has:

- `id`: its address, `/e/<id>`, which never changes.
- `texts`: what leads there, as printed; `…` stands for anything. `status` and `types`: what else is in such a
  text. Two entries with one text name one another in `like`, which says with what an entry may be mixed up.
- `shown`: the heading of troubleshooting that shows the answer with the command that gets it, a slash, and
  the answer's snippet below snippets/troubleshooting/.
- `general`: a client prints it after many failures; the entry of what it prints besides comes first.
- `source`, where the text is not the gateway's: `tried` with the client itself, or `reports` of others.
- `en` and `zh`, each with `see`, `cause` and `fix`, in Markdown with facts of `mkdocs.yml`. Links start in
  the language's folder of docs/.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

import yaml

Entry = dict[str, Any]

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CELLS = ("see", "cause", "fix")
OPTIONAL = {"status", "types", "texts", "like", "general", "shown", "source"}
SOURCES = ("tried", "reports")
# The program that prints a text stands before it: "Claude Code: `…`".
CLIENT = re.compile(r"([^`:：]{2,24})[:：] ?(?=`)")
# Characters of a title.
LONGEST = 60
# What several failures have in common, such as `rate_limit_error`.
TYPE = re.compile(r"[a-z]+(?:_[a-z]+)+")
CODE = re.compile(r"``\s*(.+?)\s*``|`([^`]+)`")


class EntryError(ValueError):
    """An entry that is wrong; the message names its file and id, and what to do."""


def load(root: Path, languages: tuple[str, ...] = ("en", "zh")) -> dict[str, list[Entry]]:
    """Return the entries by section. Raises EntryError for the first that is wrong."""
    sections: dict[str, list[Entry]] = {}
    for path in sorted((root / "overrides" / "errors").glob("*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in entries:
            if fault := _fault(entry, languages):
                raise EntryError(f"{_place(root, path.stem, entry)}: {fault}")
        sections[path.stem] = entries
    _check_together(sections, root)
    return sections


def _place(root: Path, section: str, entry: Entry) -> str:
    """Return where an entry stands, for people: `quota.yml:12, billing-error`."""
    name = entry.get("id", "an entry without id")
    lines = (root / "overrides" / "errors" / f"{section}.yml").read_text(encoding="utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines, 1) if line == f"- id: {name}"]
    # Of two with one id the second is too many.
    return f"{section}.yml:{numbers[-1]}, {name}" if numbers else f"{section}.yml, {name}"


def title(see: str) -> str:
    """Return what an entry is called: the client and the first text that `see` has, else all of it."""
    codes = [one or other for one, other in CODE.findall(see)]
    if not codes:
        return see
    text = next((code for code in codes if not TYPE.fullmatch(code)), codes[0])
    client = CLIENT.match(see)
    name = client[0].replace(": ", ":").replace(":", ": ") if client else ""
    text = shorten(text, LONGEST, placeholder=" …")
    # A backtick inside keeps its distance from those around it.
    return f"{name}`` {text} ``" if "`" in text else f"{name}``{text}``"


def client(entry: Entry) -> str:
    """Return the program that prints an entry's text, "" if any does."""
    found = CLIENT.match(entry["en"]["see"])
    return found[1] if found else ""


def _fault(entry: Entry, languages: tuple[str, ...]) -> str | None:
    if not ID.fullmatch(str(entry.get("id", ""))):
        return "its id is no lower-case words joined by hyphens."
    for language in languages:
        cells = entry.get(language) or {}
        if set(cells) != set(CELLS) or not all(cells.values()):
            return f"`{language}` needs {', '.join(CELLS)}, each with a text."
    if unknown := set(entry) - {"id", *OPTIONAL, *languages}:
        return f"nothing reads {', '.join(sorted(unknown))}. Write one of {', '.join(sorted(OPTIONAL))}."
    if entry.get("source") not in (None, *SOURCES):
        return f"its source is one of {', '.join(SOURCES)}."
    return None


def _check_together(sections: Mapping[str, list[Entry]], root: Path) -> None:
    """Check ids, and texts that lead to several entries. Raises EntryError."""
    by_id: dict[str, tuple[str, Entry]] = {}
    for section, entry in _all(sections):
        if entry["id"] in by_id:
            twin = by_id[entry["id"]][0]
            raise EntryError(f"{_place(root, section, entry)}: {twin}.yml has this id, too.")
        by_id[entry["id"]] = (section, entry)
    by_text: dict[str, Entry] = {}
    for section, entry in _all(sections):
        if unknown := set(entry.get("like", ())) - by_id.keys():
            place = _place(root, section, entry)
            raise EntryError(f"{place}: `like` names {unknown.pop()}, which is no id.")
        for text in entry.get("texts", ()):
            other = by_text.setdefault(text.lower(), entry)
            named = {*entry.get("like", ()), *other.get("like", ())}
            if other is not entry and not {entry["id"], other["id"]} & named:
                raise EntryError(
                    f"{_place(root, section, entry)}: {other['id']} has the text {text!r}, too. "
                    "Name one in `like` of the other, and say how to tell them apart."
                )


def _all(sections: Mapping[str, list[Entry]]) -> Iterator[tuple[str, Entry]]:
    for section, entries in sections.items():
        for entry in entries:
            yield section, entry
