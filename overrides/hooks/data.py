"""The YAML files of overrides/: words of the templates, clients and their tasks, what reaches a provider."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


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


def _loaded(path: Path) -> Any:
    return _parsed(path, path.stat().st_mtime_ns)


@cache
def _parsed(path: Path, changed: int) -> Any:
    """Parse a file once for each of its versions: every page needs it, and PyYAML is slow."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
