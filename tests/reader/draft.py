"""Pages that a test makes up: rendered by the site's own Markdown extensions, with snippets of their own."""

from functools import cache
from pathlib import Path

from markdown import markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from tests.reader.blocks import Section, sections
from tests.reader.walkthroughs import Walkthrough, walkthroughs
from tests.site.facts import ROOT


class Draft:
    """One page below a folder of a test: `snippets/…` beside it, as in the repository. `page` is its name."""

    def __init__(self, folder: Path) -> None:
        self.snippets = folder / "snippets"
        self.page = "draft"

    def snippet(self, name: str, text: str) -> str:
        """Write a snippet, and return the line that includes it."""
        path = self.snippets / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return f'--8<-- "{name}"'

    def block(self, language: str, text: str, title: str = "", name: str = "") -> str:
        """Write a snippet, and return the fenced block that shows it."""
        name = name or f"draft/{language}-{sum(1 for _ in self.snippets.rglob('*'))}"
        info = f'{language} title="{title}"' if title else language
        return f"```{info}\n{self.snippet(name, text)}\n```\n"

    def sections(self, text: str, language: str = "en") -> list[Section]:
        """Return the sections of Markdown under the heading `#draft`."""
        config = _config()
        options = {
            **config.mdx_configs,
            "pymdownx.snippets": {
                **config.mdx_configs["pymdownx.snippets"],
                "base_path": [str(self.snippets)],
            },
        }
        html = markdown(
            f"## Draft {{#draft}}\n\n{text}", extensions=config.markdown_extensions, extension_configs=options
        )
        return sections(f"<article>{html}</article>", self.page, language)

    def walkthroughs(self, text: str, language: str = "en") -> list[Walkthrough]:
        """Return the walkthroughs of Markdown under the heading `#draft`."""
        return walkthroughs(self.sections(text, language))


@cache
def _config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))
