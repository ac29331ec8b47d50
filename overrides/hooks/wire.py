"""Fold the line on what a block sends, and show in the fold what was recorded: request and answer, as HTTP.

A page's source has the line alone: `Sends `GET /v1/models` with `Authorization: Bearer`.` and below it
`{ .sends }`. What was recorded is in overrides/wire.json, by the name that this hook gives the line; it is
the same in every language.
"""

import re
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from overrides.hooks import data, i18n, locks

HEADING = re.compile(r"#{1,6} .*\{#([a-z0-9-]+)\}$")
TAB = re.compile(r'( *)=== "')
MARK = re.compile(r"( *)\{ \.sends \}$")
LINE = re.compile(r'<p class="sends" data-wire="([^"]+)">.*?</p>', re.DOTALL)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Name each line on what is sent: its page, its heading, the number of its tab and its own."""
    source = page.file.src_uri.removeprefix(f"{i18n.current(config).locale}/")
    name = source.removesuffix(".md").removesuffix("/index")
    heading, tab, tabs_at, number = "", 0, 0, 0
    lines = markdown.split("\n")
    for at, line in enumerate(lines):
        if found := HEADING.match(line):
            heading, tab, number = found[1], 0, 0
        elif found := TAB.match(line):
            tab, tabs_at = tab + 1, len(found[1])
        elif found := MARK.match(line):
            number += 1
            inside = tab if len(found[1]) > tabs_at else 0
            lines[at] = f'{found[1]}{{ .sends data-wire="{name}#{heading} {inside}.{number}" }}'
    return "\n".join(lines)


def on_page_content(html: str, config: MkDocsConfig, **_: object) -> str:
    """Fold each named line, with what was recorded."""
    root = Path(config.config_file_path).parent
    words = data.texts(root)[config.theme["language"]]["wire"]
    recorded = data.wire(root)
    note = escape(words["note"].format(day=locks.day(root)))

    def folded(line: re.Match[str]) -> str:
        exchanges = recorded.get(line[1])
        if exchanges is None:
            return line[0]
        shown = "".join(
            f"<pre>{escape(text, quote=False)}</pre>"
            for exchange in exchanges
            for text in (exchange["request"], exchange["answer"])
        )
        summary = f"<summary>{escape(words['summary'])}</summary>"
        return f'<details class="wire">{summary}{line[0]}{shown}<p class="note">{note}</p></details>'

    return LINE.sub(folded, html)
