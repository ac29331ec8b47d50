"""Write a Markdown twin beside each page, `index.md`: the page's source with facts and code filled in.

`llms.txt` lists the twins of each language, `llms-full.txt` has them all.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from overrides.hooks import data, forms, i18n, notation, template

# Only the site's build and style sheet need these.
MARKS = re.compile(r" \{#[a-z0-9-]+\}$|^ *\{ \.[a-z-]+ \}\n|^</?div[^>]*>\n", re.MULTILINE)
FENCE = "```"
LINK = re.compile(r"\]\(([^)\s]+\.md)(#[^)\s]*)?\)")

_pages: list[Page] = []
# The Markdown of each page, by its path below docs/.
_sources: dict[str, str] = {}


# After static-i18n, which translates the titles.
@event_priority(-100)
def on_nav(nav: Navigation, **_: object) -> None:
    """Keep the pages of the language that is being built, in the order of the navigation."""
    _pages[:] = nav.pages
    _sources.clear()


# Before facts.py, which fills in the facts as HTML needs them.
@event_priority(100)
def on_page_markdown(markdown: str, page: Page, **_: object) -> None:
    """Keep the source of a page: by the end of the build `page.markdown` has the facts filled in."""
    _sources[page.file.src_uri] = markdown


def on_post_build(config: MkDocsConfig) -> None:
    """Write the twins, their list, and all of them as one file."""
    home = Path(config.site_dir, i18n.current(config).prefix)
    twins = {page.url: _markdown(page, config) for page in _pages}
    for url, twin in twins.items():
        write_file(twin.encode(), str(Path(config.site_dir, url, "index.md")))
    lines = [f"- [{page.title}]({page.canonical_url}index.md): {page.meta['description']}" for page in _pages]
    text = "\n".join([f"# {config.site_name}", "", f"> {config.site_description}", "", *lines, ""])
    write_file(text.encode(), str(home / "llms.txt"))
    write_file("\n".join(twins.values()).encode(), str(home / "llms-full.txt"))


def _markdown(page: Page, config: MkDocsConfig) -> str:
    """Return a page as plain Markdown that is complete: facts and snippets filled in, links absolute."""
    text = template.for_markdown(_sources[page.file.src_uri], config)
    text = forms.with_twins(text, Path(config.config_file_path).parent / "snippets")
    text = MARKS.sub("", notation.without_aliases(text))
    text = template.with_address("\n".join(_included(text.split("\n"), config)), config)
    text = LINK.sub(lambda link: f"]({_address(link[1], page)}{link[2] or ''})", text)
    return f"{_pointer(page, config)}\n\n{text.strip()}\n"


def _pointer(page: Page, config: MkDocsConfig) -> str:
    """Return a twin's first line: who reads it alone learns what it is part of, and where the rest is."""
    words = data.texts(Path(config.config_file_path).parent)[config.theme["language"]]
    root = str(page.canonical_url).removesuffix(page.url)
    return f"> {words['twin'].format(url=f'{root}{i18n.current(config).prefix}llms.txt')}"


def _included(lines: list[str], config: MkDocsConfig) -> list[str]:
    """Return lines with snippets filled in, as the build of the HTML does it."""
    name = "pymdownx.snippets"
    reader = Markdown(extensions=[name], extension_configs={name: config.mdx_configs[name]})
    included: list[str] = []
    is_code = False
    for line in reader.preprocessors["snippet"].run(lines):
        if line.lstrip().startswith(FENCE):
            # The line break at a file's end becomes an empty line, which HTML does not show.
            if is_code and not included[-1]:
                included.pop()
            is_code = not is_code
        # Snippets in a list are indented, their empty lines too.
        included.append(line if line.strip() else "")
    return included


def _address(target: str, page: Page) -> str:
    """Return the absolute address of the page whose source, `../faq.md`, is linked from `page`."""
    # In its address a page is a folder, one level deeper than its source.
    is_index = page.file.src_uri.endswith("index.md")
    here = str(page.canonical_url) if is_index else urljoin(str(page.canonical_url), "..")
    if target.endswith("index.md"):
        return urljoin(here, target.removesuffix("index.md"))
    return urljoin(here, target.removesuffix(".md") + "/")
