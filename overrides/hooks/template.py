"""A page's Markdown as a Jinja template, with the facts of `mkdocs.yml`: `{{ models.openai.main }}`.

Besides, `clients` is the table of overrides/clients.yml, `groups` its pages as the navigation groups them
(overrides/hooks/groups.py), `fields` the table of overrides/fields.yml, `capabilities` what works and what
does not, `endpoints` the operations of overrides/openapi.json, `tasks` that of overrides/tasks.yml,
`check("codex")` how a client shows its gateway (overrides/checks.yml), `errors` the error index (`filled`
puts facts into its texts, `title` names an entry), `recorded` who printed what it explains, `asked` what
was asked then, `checklist` the steps of overrides/checklist.yml, `tried` what overrides/tried.yml has of
programs with a window, `unasked` what overrides/unasked.yml has of requests that nobody typed,
`version("pip", "openai")` the locked version of a client, `needs_node("ai")` the Node.js that it needs,
`verified_on` the day of the locks, `texts` the words of the page's language in overrides/texts.yml,
`site_url` where the site is, which a snippet may name as well, and nothing else.
"""

from functools import cache, lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from mkdocs.config.defaults import MkDocsConfig

from overrides.hooks import checks, data, error_index, groups, locks, operations

# What a snippet has where the page shows the address of this site.
SITE_URL = "{{ site_url }}"
# Templates that stay in memory: more than a build of this site has.
COMPILED = 5_000


def for_html(markdown: str, config: MkDocsConfig) -> str:
    """Return a page with its facts, for HTML, in which the name of the site follows the reader's choice.

    Raises jinja2.TemplateError for a fact that does not exist.
    """
    name = f'<span class="site-name">{escape(_site_name(config))}</span>'
    return _rendered(markdown, config, name, plain=False)


def for_markdown(markdown: str, config: MkDocsConfig) -> str:
    """Return a page with its facts, for Markdown.

    Raises jinja2.TemplateError for a fact that does not exist.
    """
    return _rendered(markdown, config, _site_name(config), plain=True)


def with_address(text: str, config: MkDocsConfig) -> str:
    """Return code, as HTML or as Markdown, with the address of this site, which no snippet can know."""
    return text.replace(SITE_URL, str(config.site_url))


def _rendered(markdown: str, config: MkDocsConfig, site_name: str, *, plain: bool) -> str:
    root = Path(config.config_file_path).parent
    return _compiled(_environment(root), markdown).render(
        config.extra["facts"],
        clients=data.clients(root),
        groups=groups.groups(config, data.clients(root)),
        fields=data.fields(root),
        capabilities=data.capabilities(root),
        endpoints=operations.operations(root),
        tasks=data.tasks(root),
        check=partial(_check, root, config.extra["facts"]),
        errors=data.errors(root),
        recorded=data.recorded(root),
        asked=data.asked(root),
        checklist=data.checklist(root),
        tried=data.tried(root),
        unasked=data.unasked(root),
        filled=partial(_filled, _environment(root), config.extra["facts"]),
        title=error_index.title,
        version=partial(locks.version, root),
        needs_node=partial(locks.needs_node, root),
        verified_on=locks.day(root),
        site_name=site_name,
        site_url=config.site_url,
        texts=data.texts(root)[config.theme["language"]],
        plain=plain,
    )


def _check(root: Path, facts: dict[str, Any], page: str) -> list[checks.Check]:
    """Return what of overrides/checks.yml a page says: each of its providers' checks, the same one once."""
    rows = [row for row in data.clients(root) if row["page"] == page]
    return list(dict.fromkeys(checks.checks(data.checks(root)[page], rows, facts).values()))


def _filled(environment: Environment, facts: dict[str, Any], text: str) -> str:
    """Return a text of a data file with the facts that it names."""
    return _compiled(environment, text).render(facts)


# A page is a template twice, for HTML and for Markdown; the texts of a data file are in several pages.
@lru_cache(maxsize=COMPILED)
def _compiled(environment: Environment, text: str) -> Template:
    return environment.from_string(text)


def _site_name(config: MkDocsConfig) -> str:
    """Return the name of the API site whose base URLs the pages show, in the page's language."""
    first: dict[str, str] = config.extra["facts"]["sites"][0]
    return first.get(config.theme["language"], first["name"])


@cache
def _environment(root: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(root / "overrides" / "partials"),
        undefined=StrictUndefined,
        # Jinja's `{#` would make a comment of every heading id, `## Create {#create}`.
        comment_start_string="<!--#",
        comment_end_string="#-->",
        trim_blocks=True,
        keep_trailing_newline=True,
    )
