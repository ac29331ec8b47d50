"""Every address leads somewhere: links, ids, both 404 pages, the sitemap, old and bookmarked addresses."""

import re
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.reader.pages import Page, Site
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES, home
from tests.site.tests.html import ORIGIN, broken, ids, only, soup

# Addresses that people have in bookmarks, tickets and chats: they stay.
PERMANENT = {
    "index": "overview what-is-tokenforme sites quick-start contact",
    "api-keys": """
        api-base-urls create manage one-key-one-provider list-models connect curl python javascript clients
        claude-code codex gemini-cli openclaw opencode continue cline qwen-code aider llm pi kilo langchain
        litellm vercel-ai-sdk pydantic-ai other-tools
        """,
    "api-keys/code": "curl python javascript",
    "api-keys/console": "menu keys form usage subscriptions redeem",
    "api-keys/in-editors": "no-export claude-code codex cline kilo continue",
    "api-keys/cc-switch": "import by-hand files check traps undo",
    "api-keys/keys": "fields status replace leaked",
    "api-keys/system": "files variables requests programs networks no-terminal",
    "api-keys/teams": "accounts rollout people parallel cost ask",
    "api-keys/models": "models openai anthropic gemini familiar-names",
    "billing": """
        how-costs-are-calculated usage check-balance check-balance-python multipliers top-up-and-discounts
        currency export invoices
        """,
    "troubleshooting": """
        checklist authentication permission model-not-found connection rate-limit quota upstream streaming
        wrong-base-url wrong-provider retries paste-your-error whose-words
        step-base-url step-key-copied step-key-enabled step-network step-tool
        """,
    "errors": "error-index not-ours first-start broken-conversation newer-client systems",
    "faq": """
        forgot-password share-account requests-fail one-key-many-providers model-name costs top-up discounts
        key-leaked team-permissions other-questions
        """,
    "billing/api": "cost balance balance-python",
    "billing/reconcile": "before csv api differences invoice",
    "words": "api-key base-url site provider group multiplier console model token cache usage quota",
    "limits": "published measure data questions",
    "support": "channels enterprise what-to-collect response",
}
LOADED = "script[src], link:is([rel~=stylesheet], [rel~=icon], [rel~=preload], [rel~=alternate]), img, iframe"


def test_every_link_leads_somewhere(site: Site, page: Page) -> None:
    assert not broken(site, page.html, f"{ORIGIN}/{page.url}"), f"{page.markdown}: links that lead nowhere"


def test_pages_stay_in_their_language(page: Page) -> None:
    for link in soup(page.html).select("main a[href], .menu a[href], dialog a[href], .brand"):
        target = urljoin(f"{ORIGIN}/{page.url}", str(link["href"]))
        if target.startswith(ORIGIN):
            assert language_of(target) == page.language, (
                f"{page.markdown}: {link.get_text()!r} leads to {target}"
            )


def language_of(url: str) -> str:
    """Return the language of an address of the site."""
    path = urlsplit(url).path
    return next((language for language in LANGUAGES if path.startswith(f"/{language}/")), DEFAULT_LANGUAGE)


def test_headings_have_their_own_ids(page: Page) -> None:
    for number, line in enumerate(page.markdown.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"#{1,6} ", line):
            assert re.search(r"\{#[a-z0-9-]+\}$", line), (
                f"{page.markdown}:{number}: the heading has no id. "
                f"Write `{line} {{#its-id}}`, the same in both languages."
            )


def test_permanent_ids_are_there(page: Page) -> None:
    missing = [name for name in PERMANENT.get(page.name, "").split() if name not in ids(page.html)]
    assert not missing, f"{page.markdown}: people have bookmarked {', '.join(missing)}"


def test_six_chapters_in_each_language(pages: list[Page]) -> None:
    assert {(page.name, page.language) for page in pages} >= {
        (name, language) for name in PERMANENT for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tile_names_each_provider_once(site: Site, language: str) -> None:
    """A client with a package for Python and one for JavaScript has two rows of the same provider."""
    page = soup(site.folder / home(language) / "index.html")
    tiles = [
        str(tile.get_text()).removeprefix(tile.select("a")[0].get_text()).strip().split(", ")
        for tile in page.select(".tiles li")
    ]
    assert tiles
    assert not [words for words in tiles if len(words) != len(set(words))]


def test_the_menu_names_each_page_once(page: Page) -> None:
    addresses = [str(link["href"]) for link in soup(page.html).select("#menu a")]
    assert len(addresses) == len(set(addresses))


def test_pages_name_their_language_and_themselves(page: Page) -> None:
    html = soup(page.html)
    assert only(html, "html")["lang"] == page.language
    assert only(html, "link[rel=canonical]")["href"] == f"{ORIGIN}/{page.url}"
    assert len(html.select("h1")) == 1
    description = only(html, "meta[name=description]")["content"]
    assert len(description) > 20, f"{page.markdown}: the description in the front matter says too little"


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    for element in soup(page.html).select(LOADED):
        target = urljoin(f"{ORIGIN}/{page.url}", str(element.get("src") or element.get("href")))
        assert target.startswith(f"{ORIGIN}/"), f"{page.markdown}: the page would ask {target}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_404_page(site: Site, language: str) -> None:
    prefix = home(language)
    path = site.folder / prefix / "404.html"
    html = soup(path)
    others = [other for other in LANGUAGES if other != language]
    assert only(html, "html")["lang"] == language
    assert [section["lang"] for section in html.select("article section")] == [language, *others]
    assert not broken(site, path, f"{ORIGIN}/{prefix}404.html")
    switch = {
        str(link["hreflang"]): urlsplit(urljoin(ORIGIN, str(link["href"]))).path
        for link in html.select("a.language")
    }
    assert switch == {other: f"/{home(other)}" for other in others}


def test_sitemap_has_every_page_in_every_language(site: Site, pages: list[Page]) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = {
        entry.findtext("s:loc", namespaces=space): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", space)
        }
        for entry in ElementTree.parse(site.folder / "sitemap.xml").getroot().findall("s:url", space)
    }
    twins = {
        page.name: {twin.language: f"{ORIGIN}/{twin.url}" for twin in pages if twin.name == page.name}
        for page in pages
    }
    assert entries == {f"{ORIGIN}/{page.url}": twins[page.name] for page in pages}


# Every address that was ever public, and where it leads, below each language's root.
OLD = {
    "index": "",
    "getting-started": "#quick-start",
    "concepts": "api-keys/#one-key-one-provider",
    "scenarios": "api-keys/teams/",
    "console.overview": "api-keys/console/",
    "console.create-api": "api-keys/#create",
    "console.usage-and-billing": "billing/#usage",
    "console.multipliers": "billing/#multipliers",
    "console.currency-and-settlement": "billing/#currency",
    "topup": "billing/#top-up-and-discounts",
    "model-pricing": "billing/#how-costs-are-calculated",
    "error-handling": "troubleshooting/#read-the-error",
    "api-integration/error-handling": "troubleshooting/#read-the-error",
    "api-integration/balance": "billing/#check-balance",
    "api-integration/models": "api-keys/#list-models",
    "integrations.agents": "api-keys/#connect",
    "models": "api-keys/models/",
    "faq": "faq/",
    "support": "support/",
    "troubleshooting": "troubleshooting/",
    "api-keys": "api-keys/",
    "billing": "billing/",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("old", OLD)
def test_an_old_address_leads_to_its_page(site: Site, language: str, old: str) -> None:
    """In both forms: the old site wrote `.html`."""
    folder = site.folder / language
    # A page of today has the address without `.html`, below the language's root, as before.
    forms = [f"{old}.html"] if (site.folder / home(language) / old).is_dir() and language != "en" else []
    for form in forms or [f"{old}.html", f"{old}/index.html"]:
        path = folder / form
        assert only(soup(path), "link[rel=canonical]")["href"] == f"{ORIGIN}/{home(language)}{OLD[old]}"
        assert not broken(site, path, f"{ORIGIN}/{path.relative_to(site.folder)}"), f"{path} leads nowhere"
