"""Show what differs on Windows in both forms (forms.py); overrides/scripts/systems.js shows the reader's.

A page whose front matter says `compares: systems` names both by itself, and keeps the paths of its text.
"""

import re
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from overrides.hooks import forms

TITLE = re.compile(r'(<span class="filename">)(~/[^<]*)(</span>)')
CODE = re.compile(r"<code>([^<]*)</code>")
# A bare URL of a PowerShell block, which the highlighting takes apart. In one piece, the site's script finds
# the host in it (overrides/scripts/sites.js).
SPLIT_URL = re.compile(
    r'<span class="n">https?</span><span class="p">://</span>(?:<span class="\w+">[^<\s]+</span>)+'
)
SPAN = re.compile(r"</?span[^>]*>")


def on_page_markdown(markdown: str, config: MkDocsConfig, **_: object) -> str:
    """Add the PowerShell blocks."""
    return forms.with_twins(markdown, Path(config.config_file_path).parent / "snippets")


def on_page_content(html: str, page: Page, **_: object) -> str:
    """Add the Windows form of each path, and put the URLs of PowerShell blocks together."""
    html = SPLIT_URL.sub(lambda url: SPAN.sub("", url[0]), html)
    html = TITLE.sub(lambda title: title[1] + _both("span", title[2], forms.windows_path) + title[3], html)
    if page.meta.get("compares") == "systems":
        return html
    return CODE.sub(lambda code: _both("code", code[1], forms.on_windows), html)


def _both(element: str, unix: str, form: Callable[[str], str]) -> str:
    windows = form(unix)
    if windows == unix:
        return f"<{element}>{unix}</{element}>"
    return "".join(
        f'<{element} class="{name}">{text}</{element}>'
        for name, text in (("for-unix", unix), ("for-windows", windows))
    )
