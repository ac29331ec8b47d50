"""Fill the facts of `mkdocs.yml` into pages and templates; template.py says what a page may use.

An unknown name or a broken expression stops the build, which then names the page and the line. Pages are
Jinja templates, the code they include is not: snippets are inserted later, and may name the address of this
site alone.
"""

from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from overrides.hooks import data, i18n, template
from overrides.hooks.locks import NotLocked


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> None:
    """Add the words of overrides/texts.yml (`texts.en.search`) and the site's languages to the templates."""
    env.globals["texts"] = data.texts(Path(config.config_file_path).parent)
    env.globals["languages"] = [
        {
            "locale": language.locale,
            "prefix": language.prefix,
            "chapters": list(i18n.chapters(config, language)),
        }
        for language in i18n.languages(config)
    ]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Fill the facts into a page.

    Raises PluginError, with the page and the line, for a fact that does not exist.
    """
    try:
        return template.for_html(markdown, config)
    except NotLocked as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
    except TemplateError as error:
        line = ""
        if isinstance(error, TemplateSyntaxError):
            line = f":{error.lineno + _lines_above(markdown, page)}"
        hint = "Pages may use what mkdocs.yml has under extra.facts."
        raise PluginError(f"{page.file.src_uri}{line}: {error}. {hint}") from error


def on_page_content(html: str, config: MkDocsConfig, **_: object) -> str:
    """Fill the address of this site into the code of a page."""
    return template.with_address(html, config)


def _lines_above(markdown: str, page: Page) -> int:
    """Count the lines of the front matter, which MkDocs has already removed."""
    return page.file.content_string.rstrip().count("\n") - markdown.rstrip().count("\n")
