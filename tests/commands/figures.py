"""The figures that the READMEs show: counted from the built site, never typed."""

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
    """Count pages, languages, blocks, walkthroughs (each once, however many languages show it) and snippet files."""
    site = built()
    snippets = sum(path.is_file() for path in (ROOT / "snippets").rglob("*"))
    return len(site.pages), len(LANGUAGES), site.blocks().total(), len(site.walkthroughs()), snippets


def with_figures(text: str, language: str) -> str:
    """Give a README's text with the figures of today between its two marks; ValueError if it has none."""
    if not MARKED.search(text):
        raise ValueError(
            "the README has no <!-- figures --> … <!-- /figures -->. Put them where the figures belong."
        )
    row = (
        "| "
        + " | ".join(LABELS[language])
        + " |\n|"
        + "---|" * len(LABELS[language])
        + "\n| "
        + " | ".join(map(str, figures()))
        + " |\n"
    )
    return MARKED.sub(lambda _: row, text)
