"""What MkDocs and static-i18n leave undone for a site in several languages: a 404 page in each, and the old addresses."""

from copy import deepcopy
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

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

_not_found: dict[str, str] = {}


def on_pre_template(template, template_name: str, config: MkDocsConfig):
    """Make the language switcher of a page without a twin lead to the two home pages."""
    # static-i18n leaves the links of the page that it built last in an attribute that hides the setting.
    config.extra.alternate = deepcopy(config.plugins["i18n"].extra_alternate)
    return template


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write each language's 404 page to its own folder, and keep the default language's at the root."""
    if template_name != "404.html":
        return output_content
    i18n = config.plugins["i18n"]
    _not_found[i18n.current_language] = output_content
    if not i18n.is_default_language_build:
        write_file(output_content.encode(), str(Path(config.site_dir, i18n.current_language, template_name)))
    return _not_found[i18n.default_language]


def on_post_build(config: MkDocsConfig) -> None:
    """Redirect the addresses of the old public site (`/en/faq.html`, `/zh/console.create-api`, …) to today's pages."""
    i18n = config.plugins["i18n"]
    language = i18n.current_language
    prefix = "" if i18n.is_default_language_build else f"{language}/"
    for old, new in config.extra["redirects"].items():
        target = config.site_url + prefix + new
        page = REDIRECT.format(language=language, target=escape(target)).encode()
        for address in (f"{old}.html", f"{old}/index.html"):
            path = Path(config.site_dir, language, address)
            if not path.exists():
                write_file(page, str(path))
