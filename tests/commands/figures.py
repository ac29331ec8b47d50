"""The figures that the READMEs show, counted from the built site."""

import re

from tests.reader.pages import built
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT

READMES = {"README.md": "en", "README.zh.md": "zh"}
LABELS = {
    "en": ("pages", "languages", "code blocks", "walkthroughs", "snippet files"),
    "zh": ("页面", "语言", "代码块", "演练", "代码片段文件"),
}
MARKED = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


def figures() -> tuple[int, ...]:
    """Return the numbers of pages, languages, code blocks, walkthroughs and snippet files.

    A walkthrough counts once, however many languages show it.
    """
    site = built()
    snippets = sum(path.is_file() for path in (ROOT / "snippets").rglob("*"))
    return len(site.pages), len(LANGUAGES), site.blocks().total(), len(site.walkthroughs()), snippets


def with_figures(text: str, language: str) -> str:
    """Return a README's text with today's figures between its two marks. Raises ValueError if it has none."""
    if not MARKED.search(text):
        marks = "<!-- figures --> … <!-- /figures -->"
        raise ValueError(f"the README has no {marks}. Put them where the figures belong.")
    labels = LABELS[language]
    rows = (" | ".join(labels), "|".join(["---"] * len(labels)), " | ".join(map(str, figures())))
    table = f"| {rows[0]} |\n|{rows[1]}|\n| {rows[2]} |\n"
    return MARKED.sub(lambda _: table, text)
