"""What MkDocs and static-i18n lack for a site in several languages: a 404 page in each, and old addresses."""

import json
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

# A redirect by `<meta>` loses the heading.
REDIRECT_BY_HEADING = """\
<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{target}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<script>
const addresses = {addresses};
const heading = location.hash.slice(1);
location.replace(addresses[Object.hasOwn(addresses, heading) ? heading : ""]);
</script>
<noscript>
{links}
</noscript>
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
    home = f"{config.site_url}{language.prefix}"
    for old, headings in _redirects(config.extra["redirects"]).items():
        page = _redirect(language.locale, home, headings).encode()
        for address in (f"{old}.html", f"{old}/index.html"):
            path = Path(config.site_dir, language.locale, address)
            if not path.exists():
                write_file(page, str(path))


def _redirects(told: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return today's address by old page and old heading, "" for the page itself."""
    found: dict[str, dict[str, str]] = {}
    for old, new in told.items():
        page, _, heading = old.partition("#")
        found.setdefault(page, {})[heading] = new
    return found


def _redirect(language: str, home: str, headings: dict[str, str]) -> str:
    """Return the page of an old address; one whose headings went to several pages finds the right one."""
    target = escape(f"{home}{headings['']}")
    if len(headings) == 1:
        return REDIRECT.format(language=language, target=target)
    addresses = {heading: f"{home}{new}" for heading, new in headings.items()}
    links = "\n".join(
        f'<p id="{escape(heading)}"><a href="{escape(address)}">{escape(address)}</a></p>'
        for heading, address in addresses.items()
    )
    return REDIRECT_BY_HEADING.format(
        language=language, target=target, addresses=json.dumps(addresses), links=links
    )
