"""The facts of `mkdocs.yml` (`extra.facts`), for the mock gateway and the tests."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

MODEL = re.compile(r"\b(?:gpt|claude|gemini|chatgpt|o\d)-[a-z0-9.-]*\d[a-z0-9.-]*\b")
ROOT = Path(__file__).resolve().parents[2]


@cache
def facts() -> dict[str, Any]:
    """Return `extra.facts` of `mkdocs.yml`: `sites`, `contacts`, `providers`, `models`."""
    found: dict[str, Any] = configuration()["extra"]["facts"]
    return found


@cache
def configuration() -> dict[str, Any]:
    """Return `mkdocs.yml`, parsed."""
    path = ROOT / "mkdocs.yml"
    # Only MkDocs' own loader knows the tags !ENV and !relative, the second only with a config.
    loader = get_yaml_loader(config=MkDocsConfig(config_file_path=str(path)))
    with path.open(encoding="utf-8") as file:
        return yaml_load(file, loader)


def site_url() -> str:
    """Return the address of the site, with a slash at its end."""
    return str(configuration()["site_url"]).rstrip("/") + "/"


def languages() -> list[str]:
    """Return the languages of the site, such as "en", the default one first."""
    [plugin] = [plugin["i18n"] for plugin in configuration()["plugins"] if "i18n" in plugin]
    entries = sorted(plugin["languages"], key=lambda entry: not entry.get("default"))
    return [entry["locale"] for entry in entries]


def navigation() -> list[str]:
    """Return the Markdown files of the navigation, in its order."""

    def walk(entries: Any) -> Iterator[str]:
        match entries:
            case str():
                yield entries
            case list():
                for entry in entries:
                    yield from walk(entry)
            case dict():
                for entry in entries.values():
                    yield from walk(entry)

    return list(walk(configuration()["nav"]))


def api_hosts() -> list[str]:
    """Return the host name of each site's API base URL, the first site first."""
    return [host(site["api"]) for site in facts()["sites"]]


def unknown_names(text: str) -> Iterator[str]:
    """Yield, a sentence each, the hosts of tokenfor.me and the models in a text that `mkdocs.yml` lacks."""
    known = [*api_hosts(), "tokenfor.me"]
    for name in re.findall(r"[\w.-]*\.?tokenfor\.me", re.sub(r"\S+@tokenfor\.me", "", text)):
        if name not in known:
            yield f"{name} is no API host of mkdocs.yml. Use one of {', '.join(known)}."
    models = {model for provider in facts()["models"].values() for model in provider["published"]}
    for model in MODEL.findall(text):
        if model not in models:
            yield f"{model} is no published model of mkdocs.yml. Use one of {', '.join(sorted(models))}."


def host(url: str) -> str:
    """Return the host name of a URL. Raises ValueError if it has none."""
    name = urlsplit(url).hostname
    if name is None:
        raise ValueError(f"mkdocs.yml: {url!r} has no host name")
    return name
