"""The YAML files of overrides/: words of the templates, clients and their tasks, what reaches a provider."""

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


def tasks(root: Path) -> dict[str, Any]:
    """Return overrides/tasks.yml: what each coding agent did with its tools, by its page's name."""
    agents: dict[str, Any] = _loaded(root / "overrides" / "tasks.yml")["agents"]
    return agents


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
    return yaml.safe_load(path.read_text(encoding="utf-8"))
