"""The YAML files of overrides/: words of the templates, clients and their tasks, what reaches a provider."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from overrides.hooks import error_index


def texts(root: Path) -> dict[str, Any]:
    """Return overrides/texts.yml: the words of the templates and scripts, by language."""
    loaded: dict[str, Any] = _loaded(root / "overrides" / "texts.yml")
    return loaded


def clients(root: Path) -> list[dict[str, Any]]:
    """Return overrides/clients.yml: a row for each client and provider, as `make update` wrote it."""
    loaded: list[dict[str, Any]] = _loaded(root / "overrides" / "clients.yml")
    return loaded


def fields(root: Path) -> dict[str, Any]:
    """Return overrides/fields.yml: which field of a request reaches the provider."""
    loaded: dict[str, Any] = _loaded(root / "overrides" / "fields.yml")
    return loaded


def capabilities(root: Path) -> dict[str, Any]:
    """Return overrides/capabilities.yml, and as `told` what overrides/capabilities.json says of each row."""
    loaded: dict[str, Any] = _loaded(root / "overrides" / "capabilities.yml")
    return loaded | {"told": _loaded(root / "overrides" / "capabilities.json")}


def openapi(root: Path) -> dict[str, Any]:
    """Return overrides/openapi.json: every operation, with what was asked and answered."""
    loaded: dict[str, Any] = _loaded(root / "overrides" / "openapi.json")
    return loaded


def endpoints(root: Path) -> dict[str, dict[str, str]]:
    """Return overrides/endpoints.yml: what each operation is called and does, by its id."""
    loaded: dict[str, dict[str, str]] = _loaded(root / "overrides" / "endpoints.yml")
    return loaded


def tasks(root: Path) -> dict[str, Any]:
    """Return overrides/tasks.yml: what each coding agent did with its tools, by its page's name."""
    agents: dict[str, Any] = _loaded(root / "overrides" / "tasks.yml")["agents"]
    return agents


def checklist(root: Path) -> dict[str, list[dict[str, str]]]:
    """Return overrides/checklist.yml: what may be seen at each step, and where that leads."""
    loaded: dict[str, list[dict[str, str]]] = _loaded(root / "overrides" / "checklist.yml")
    return loaded


def recorded(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Return who was recorded to print what an entry of the error index explains, by the entry's id.

    Of a client that failed in several ways the longest wait is returned. `make update` writes the records.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for record in _loaded(root / "overrides" / "recorded.json").values():
        for entry in record["entries"]:
            told = found.setdefault(entry, {})
            known = told.get(record["who"])
            if known is None or _waited(known) < _waited(record):
                told[record["who"]] = record
    return {entry: list(told.values()) for entry, told in found.items()}


def asked(root: Path) -> dict[str, list[str]]:
    """Return what was asked when an entry of the error index was recorded: `POST /v1/messages`, by its id."""
    found: dict[str, list[str]] = {}
    for record in _loaded(root / "overrides" / "recorded.json").values():
        # Each is a request line and the status of its answer. With 200 a page came: the path says nothing.
        refused = [line for line in record["answers"].split(", ") if line and not line.endswith(" 200")]
        # A query is the client's own matter.
        lines = [line.rpartition(" ")[0].partition("?")[0] for line in refused]
        for entry in record["entries"]:
            told = found.setdefault(entry, [])
            told += [line for line in dict.fromkeys(lines) if line not in told]
    return found


def wire(root: Path) -> dict[str, list[dict[str, str]]]:
    """Return overrides/wire.json: what each block sent and got, as tests/reader/wire.py writes it down."""
    loaded: dict[str, list[dict[str, str]]] = _loaded(root / "overrides" / "wire.json")
    return loaded


def checks(root: Path) -> dict[str, dict[str, Any]]:
    """Return overrides/checks.yml: how a reader sees which gateway a client uses, by its page's name."""
    loaded: dict[str, dict[str, Any]] = _loaded(root / "overrides" / "checks.yml")
    return loaded


def unasked(root: Path) -> dict[str, dict[str, Any]]:
    """Return overrides/unasked.yml: what agents send beside their answers, by their pages' names."""
    loaded: dict[str, dict[str, Any]] = _loaded(root / "overrides" / "unasked.yml")
    return loaded


def tried(root: Path) -> list[dict[str, Any]]:
    """Return overrides/tried.yml: what programs with a window did when somebody ran them by hand."""
    loaded: list[dict[str, Any]] = _loaded(root / "overrides" / "tried.yml")
    return loaded


def _waited(record: dict[str, Any]) -> float:
    return float("inf") if record["seconds"] is None else float(record["seconds"])


def errors(root: Path) -> dict[str, list[error_index.Entry]]:
    """Return the error index: the entries of overrides/errors/ by section.

    Raises error_index.EntryError for one that is wrong.
    """
    folder = root / "overrides" / "errors"
    return _index(root, tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*.yml"))))


@cache
def _index(root: Path, changed: tuple[int, ...]) -> dict[str, list[error_index.Entry]]:
    return error_index.load(root)


def _loaded(path: Path) -> Any:
    return _parsed(path, path.stat().st_mtime_ns)


@cache
def _parsed(path: Path, changed: int) -> Any:
    """Parse a file once for each of its versions: every page needs it, and PyYAML is slow."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
