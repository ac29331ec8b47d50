"""When a page changes a file that was there before, every setting in it stays: merge, don't overwrite."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

# One key may take the place of another: that is what the page on replacing a key is about.
KEY = re.compile(r"sk-[\w-]+")


def lost(before: str, after: str, language: str) -> list[str]:
    """Return the settings of `before` that `after` lacks or changes. Raises ValueError."""
    old, new = (_parse(KEY.sub("sk-…", text), language) for text in (before, after))
    kept = set(_settings(new))
    return [name for name, value in _settings(old) if (name, value) not in kept]


def _parse(text: str, language: str) -> Any:
    match language:
        case "json":
            return json.loads(text)
        case "toml":
            return tomllib.loads(text)
        case "yaml":
            try:
                return yaml.safe_load(text)
            except yaml.YAMLError as error:
                raise ValueError(str(error)) from error
        case "dotenv":
            return dict(
                line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#")
            )
    return text.splitlines()


def _settings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the leaves: `env.LANG`, "C"; the entries of a list are all called `hooks[]`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _settings(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield f"{name}[]", json.dumps(inner, sort_keys=True, default=str)
    else:
        yield name, json.dumps(value, default=str)
