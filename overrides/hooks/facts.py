"""Let pages use the facts of `mkdocs.yml`: `{{ models.openai.main }}`, `{% for site in sites %}`.

Pages are Jinja templates; the code they include is not, because snippets are inserted later.
An unknown name or a broken expression stops the build with the page and the line.
"""

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

# Jinja's own comment sign `{#` opens every heading id, `## Create {#create}`.
templates = Environment(undefined=StrictUndefined, comment_start_string="<!--#", comment_end_string="#-->", trim_blocks=True, keep_trailing_newline=True)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_) -> str:
    try:
        return templates.from_string(markdown).render(config.extra["facts"])
    except TemplateError as error:
        line = f":{error.lineno + _lines_above(markdown, page)}" if isinstance(error, TemplateSyntaxError) else ""
        raise PluginError(f"{page.file.src_uri}{line}: {error}. Pages may use what stands in mkdocs.yml under extra.facts.") from error


def _lines_above(markdown: str, page: Page) -> int:
    """Count the lines of the front matter, which MkDocs has taken off already."""
    return page.file.content_string.rstrip().count("\n") - markdown.rstrip().count("\n")
