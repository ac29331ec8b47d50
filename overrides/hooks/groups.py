"""The groups of tools in the navigation: a list within a chapter, such as "Coding agents"."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from overrides.hooks import i18n


def groups(config: MkDocsConfig, clients: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the groups in the order of the navigation, titles in the language that is being built.

    Each has a `title` and `pages`; a page has its `name` (`codex`), its `title`, and the `providers` whose
    keys it takes, by the table of clients or by the facts; none if neither has it.
    """
    translated = i18n.titles(config, i18n.current(config))
    providers: dict[str, list[str]] = {
        page: [*told] for page, told in config.extra["facts"]["programs"].items()
    }
    for row in clients:
        told = providers.setdefault(row["page"], [])
        # A client with a package for each language has several rows of one provider.
        told += [row["provider"]] if row["provider"] not in told else []
    return [
        {
            "title": translated.get(title, title),
            "pages": [_page(entry, translated, providers) for entry in entries],
        }
        for title, entries in _lists(config.nav or [])
    ]


def _lists(chapters: list[Any]) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for chapter in chapters:
        for pages in chapter.values():
            for entry in pages if isinstance(pages, list) else []:
                if isinstance(entry, dict):
                    yield from ((title, value) for title, value in entry.items() if isinstance(value, list))


def _page(
    entry: dict[str, str], translated: dict[str, str], providers: dict[str, list[str]]
) -> dict[str, Any]:
    [(title, source)] = entry.items()
    name = PurePosixPath(source).stem
    return {"name": name, "title": translated.get(title, title), "providers": providers.get(name, [])}
