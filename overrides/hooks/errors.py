"""Publish the error index: short addresses `/e/<id>`, and errors.json, which a pasted text is looked up in.

The page that shows the entries says `entries: errors` in its front matter.
"""

import json
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from overrides.hooks import data, error_index, i18n
from overrides.hooks.languages import REDIRECT

NAME = "errors.json"

# The address of the page with the entries, in the language that is built.
_page: list[str] = []


def on_config(config: MkDocsConfig) -> None:
    """Check the index. Raises PluginError for an entry that is wrong."""
    _page.clear()
    try:
        data.errors(Path(config.config_file_path).parent)
    except error_index.EntryError as error:
        raise PluginError(f"overrides/errors/{error}") from None


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Find the page that shows the entries."""
    if page.meta.get("entries") == "errors":
        _page.append(page.url)
    return markdown


def on_post_build(config: MkDocsConfig) -> None:
    """Write the addresses and the index of a language."""
    language = i18n.current(config)
    if not _page:
        # A site without such a page has no addresses that could lead there.
        return
    [address] = _page
    folder = Path(config.site_dir, language.prefix)
    sections = data.errors(Path(config.config_file_path).parent)
    entries = [entry for section in sections.values() for entry in section]
    for entry in entries:
        target = f"{config.site_url}{address}#{entry['id']}"
        page = REDIRECT.format(language=language.locale, target=escape(target))
        write_file(page.encode(), str(folder / "e" / entry["id"] / "index.html"))
    rows = [_row(entry, language.locale) for entry in entries if entry.get("texts")]
    # The address is relative to the language's home page, as in the index of the search.
    index = {"page": address.removeprefix(language.prefix), "entries": rows}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    write_file(text.encode(), str(folder / NAME))


def _row(entry: error_index.Entry, language: str) -> list[Any]:
    """Return an entry as overrides/scripts/errors/match.js reads it."""
    title = error_index.title(entry[language]["see"]).replace("`", "").strip()
    numbers, types = entry.get("status", []), entry.get("types", [])
    row = [entry["id"], title, entry["texts"], numbers, types, error_index.client(entry)]
    return [*row, 1] if entry.get("general") else row
