"""Write a Markdown twin beside each page, `index.md`: its source with facts and code filled in. And `llms.txt`, the list of them in each language."""

import re
from pathlib import Path
from urllib.parse import urljoin

from facts import render
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

INCLUDE = re.compile(r'^( *)--8<-- "([^"]+)"$', re.MULTILINE)
# What only the site's own build and style sheet need.
MARKS = re.compile(r" \{#[a-z0-9-]+\}$|^ *\{ \.[a-z-]+ \}\n|^<!-- also: .*? -->\n|^</?div[^>]*>\n", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+\.md)(#[^)\s]*)?\)")

_pages: list[Page] = []


def on_config(config: MkDocsConfig) -> None:
    _pages.clear()


def on_page_context(context, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    _pages[:] = nav.pages


def on_post_build(config: MkDocsConfig) -> None:
    root = Path(config.config_file_path).parent
    for page in _pages:
        write_file(markdown(page, root, config).encode(), str(Path(config.site_dir, page.url, "index.md")))
    i18n = config.plugins["i18n"]
    folder = "" if i18n.is_default_language_build else i18n.current_language
    lines = [f"- [{page.title}]({page.canonical_url}index.md): {page.meta['description']}" for page in _pages]
    text = "\n".join([f"# {config.site_name}", "", f"> {config.site_description}", "", *lines, ""])
    write_file(text.encode(), str(Path(config.site_dir, folder, "llms.txt")))


def markdown(page: Page, root: Path, config: MkDocsConfig) -> str:
    """Give a page as plain Markdown that stands alone: facts filled in, snippets included, links absolute."""
    text = MARKS.sub("", render(page.markdown_source, config, plain=True))
    text = INCLUDE.sub(lambda include: _indented(root / "snippets" / include[2], include[1]), text)
    return LINK.sub(lambda link: f"]({_address(link[1], page)}{link[2] or ''})", text).strip() + "\n"


def _indented(path: Path, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line else "" for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"))


def _address(target: str, page: Page) -> str:
    """Give the absolute address of a page that another page links to by its source, `../faq.md`."""
    # In the address, a page is a folder: one level deeper than its source.
    here = page.canonical_url if page.file.src_uri.endswith("index.md") else urljoin(page.canonical_url, "..")
    return urljoin(here, target.removesuffix("index.md") if target.endswith("index.md") else target.removesuffix(".md") + "/")
