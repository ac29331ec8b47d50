"""What MkDocs and static-i18n lack for a site in several languages: a 404 page in each, and old addresses."""

from copy import deepcopy
from html import escape
from pathlib import Path

from jinja2 import Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from overrides.hooks import i18n

NOT_FOUND = "404.html"
REDIRECT = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{target}</title>
<meta http-equiv="refresh" content="0; url={target}">
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<a href="{target}">{target}</a>
</html>
"""

# The HTML of the 404 page, by language.
_not_found: dict[str, str] = {}


def on_pre_template(template: Template, config: MkDocsConfig, **_: object) -> Template:
    """Make the language switch of a page without a translation lead to the home pages."""
    # static-i18n leaves the links of the page that it built last in an attribute, which hides the setting.
    vars(config.extra)["alternate"] = deepcopy(i18n.alternates(config))
    return template


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write each language's 404 page to its own folder, and keep the default language's at the root."""
    if template_name != NOT_FOUND:
        return output_content
    language = i18n.current(config)
    _not_found[language.locale] = output_content
    if not language.is_default:
        write_file(output_content.encode(), str(Path(config.site_dir, language.prefix, NOT_FOUND)))
    [default] = [language for language in i18n.languages(config) if language.is_default]
    return _not_found[default.locale]


def on_post_build(config: MkDocsConfig) -> None:
    """Redirect old addresses, such as `/en/faq.html` and `/zh/console.create-api`, to today's pages."""
    language = i18n.current(config)
    for old, new in config.extra["redirects"].items():
        target = f"{config.site_url}{language.prefix}{new}"
        page = REDIRECT.format(language=language.locale, target=escape(target)).encode()
        for address in (f"{old}.html", f"{old}/index.html"):
            path = Path(config.site_dir, language.locale, address)
            if not path.exists():
                write_file(page, str(path))
