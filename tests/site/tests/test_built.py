"""The built site holds together: links, ids, both 404 pages, the sitemap, old addresses, and the way out of MkDocs."""

import gzip
import json
import re
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import brotli
import pytest
from bs4 import BeautifulSoup

from tests.reader.blocks import Block
from tests.reader.pages import Page, Site
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES, build, copy_sources, home
from tests.site.facts import ROOT, navigation
from tests.site.sources import FENCE

ORIGIN = "http://127.0.0.1:8000"

# Addresses that people have in bookmarks, tickets and chats: they stay.
PERMANENT = {
    "index": "overview what-is-tokenforme sites quick-start contact",
    "api-keys": "api-base-urls create manage one-key-one-provider list-models connect curl python javascript clients "
    "claude-code codex gemini-cli openclaw opencode continue cline qwen-code aider llm pi kilo langchain litellm vercel-ai-sdk pydantic-ai other-tools",
    "billing": "how-costs-are-calculated usage check-balance multipliers top-up-and-discounts currency export invoices",
    "troubleshooting": "checklist authentication permission model-not-found connection rate-limit quota upstream streaming wrong-base-url wrong-provider retries",
    "faq": "forgot-password share-account requests-fail one-key-many-providers model-name costs top-up discounts key-leaked team-permissions other-questions",
    "support": "channels enterprise what-to-collect response",
}


@cache
def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(str(element["id"]) for element in soup(path).select("[id]"))


def file_of(site: Site, url: str) -> Path:
    path = site.folder / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() or not path.suffix else path


def broken(site: Site, path: Path, base: str) -> list[str]:
    """Give the links of one HTML file that lead nowhere within the site."""
    found = []
    for element in soup(path).select("[href], [src]"):
        target = urljoin(base, str(element.get("href") or element.get("src")))
        if not target.startswith(f"{ORIGIN}/"):
            continue
        file, fragment = file_of(site, target), unquote(urlsplit(target).fragment)
        if not file.is_file():
            found.append(f"{target}: there is no such file")
        elif fragment and fragment not in ids(file):
            found.append(f"{target}: there is no such id")
    return found


def test_every_link_leads_somewhere(site: Site, page: Page) -> None:
    assert not broken(site, page.html, f"{ORIGIN}/{page.url}"), f"{page.markdown}: links that lead nowhere"


def test_pages_stay_in_their_language(page: Page) -> None:
    others = [language for language in LANGUAGES if language != page.language]
    for link in soup(page.html).select("main a[href], .menu a[href], dialog a[href], .brand"):
        target = urlsplit(urljoin(f"{ORIGIN}/{page.url}", str(link["href"])))
        if f"{target.scheme}://{target.netloc}" == ORIGIN:
            language = next(
                (other for other in LANGUAGES if target.path.startswith(f"/{other}/")), DEFAULT_LANGUAGE
            )
            assert language not in others, (
                f"{page.markdown}: the link {link.get_text()!r} leads to {language}"
            )


def test_headings_have_ids_of_their_own(page: Page) -> None:
    for number, line in enumerate(page.markdown.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"#{1,6} ", line):
            assert re.search(r"\{#[a-z0-9-]+\}$", line), (
                f"{page.markdown}:{number}: the heading has no id. Write `{line} {{#its-id}}`, the same in both languages."
            )


def test_permanent_ids_are_there(page: Page) -> None:
    missing = [id for id in PERMANENT.get(page.name, "").split() if id not in ids(page.html)]
    assert not missing, f"{page.markdown}: people have bookmarked {', '.join(missing)}"


def test_six_chapters_in_each_language(pages: list[Page]) -> None:
    assert {(page.name, page.language) for page in pages} >= {
        (name, language) for name in PERMANENT for language in LANGUAGES
    }


def test_pages_name_their_language_and_themselves(page: Page) -> None:
    html = soup(page.html)
    assert html.html["lang"] == page.language
    assert html.select_one("link[rel=canonical]")["href"] == f"{ORIGIN}/{page.url}"
    assert len(html.select("h1")) == 1
    description = html.select_one("meta[name=description]")["content"]
    assert len(description) > 20, f"{page.markdown}: the description in the front matter says too little"


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    for element in soup(page.html).select(
        "script[src], link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=alternate], img, iframe"
    ):
        target = urljoin(f"{ORIGIN}/{page.url}", str(element.get("src") or element.get("href")))
        assert target.startswith(f"{ORIGIN}/"), f"{page.markdown}: the page would ask {target}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_404_page(site: Site, language: str) -> None:
    prefix = home(language)
    path = site.folder / prefix / "404.html"
    html = soup(path)
    assert html.html["lang"] == language
    assert [section["lang"] for section in html.select("article section")] == [
        language,
        *(other for other in LANGUAGES if other != language),
    ]
    assert not broken(site, path, f"{ORIGIN}/{prefix}404.html")
    switch = {
        str(link["hreflang"]): urlsplit(urljoin(ORIGIN, str(link["href"]))).path
        for link in html.select("a.language")
    }
    assert switch == {
        other: "/" if other == DEFAULT_LANGUAGE else f"/{other}/" for other in LANGUAGES if other != language
    }


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


def test_old_addresses_lead_to_pages(site: Site) -> None:
    old = [
        path
        for language in LANGUAGES
        for path in (site.folder / language).rglob("*.html")
        if 'http-equiv="refresh"' in path.read_text(encoding="utf-8")
    ]
    assert {
        site.folder / "en" / "faq.html",
        site.folder / "zh" / "faq.html",
        site.folder / "en" / "index.html",
    } <= set(old)
    for path in old:
        assert not broken(site, path, f"{ORIGIN}/{path.relative_to(site.folder)}"), f"{path} leads nowhere"


def test_each_page_has_a_markdown_twin(site: Site, page: Page) -> None:
    """Plain Markdown that stands alone: facts and code filled in, and links that lead somewhere from anywhere."""
    text = (page.html.parent / "index.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    # Code may have braces of its own, such as ${#NAME}.
    prose = FENCE.sub("", text)
    left = [mark for mark in ("{{", "{%", "{#", "{ .", "<!--", "<span", "<svg") if mark in prose] + [
        "--8<--"
    ] * ("--8<--" in text)
    assert not left, f"{page.markdown}: its twin still has {left}"
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        # A link to a heading of the page itself.
        url = urljoin(f"{ORIGIN}/{page.url}", target)
        assert file_of(site, url).is_file(), f"{page.url}index.md: {target} leads nowhere"
        assert not (fragment := urlsplit(url).fragment) or fragment in ids(file_of(site, url)), (
            f"{page.url}index.md: {target}: there is no such id"
        )
    for section in page.sections():
        for item in section.items:
            if isinstance(item, Block):
                assert item.text.splitlines()[0] in text, f"{page.url}index.md lacks {item.place}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_twins_are_listed(site: Site, pages: list[Page], language: str) -> None:
    prefix = home(language)
    text = (site.folder / prefix / "llms.txt").read_text(encoding="utf-8")
    assert re.findall(r"^- \[.+?\]\((\S+)\): .+$", text, re.MULTILINE) == [
        f"{ORIGIN}/{page.url}index.md"
        for path in navigation()
        for page in pages
        if (page.language, page.markdown) == (language, ROOT / "docs" / language / path)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_get_the_questions(site: Site, pages: list[Page], language: str) -> None:
    [faq] = [page for page in pages if (page.name, page.language) == ("faq", language)]
    data = json.loads(str(soup(faq.html).select_one("script[type='application/ld+json']").string))
    headings = [
        heading.get_text().removesuffix("¶").strip() for heading in soup(faq.html).select("article h3")
    ]
    assert [entry["name"] for entry in data["mainEntity"]] == headings
    assert all(len(entry["acceptedAnswer"]["text"]) > 10 for entry in data["mainEntity"])


def test_every_text_file_is_packed(site: Site) -> None:
    texts = [
        path
        for path in site.folder.rglob("*")
        if path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md")
    ]
    assert len(texts) > 100
    for path in texts:
        for suffix, unpack in ((".gz", gzip.decompress), (".br", brotli.decompress)):
            assert unpack(path.with_name(path.name + suffix).read_bytes()) == path.read_bytes(), (
                f"{path}{suffix}"
            )


def test_nothing_of_the_theme_is_left_over(site: Site) -> None:
    """Material's scripts, styles and maps are not used; what the templates are made of is no page."""
    files = {
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("*")
        if path.suffix not in (".gz", ".br", ".html", ".md") and path.is_file()
    }
    assets = {re.sub(r"\.[A-Z0-9]{8}\.", ".", name) for name in files if name.startswith("assets/")}
    assert assets == {
        "assets/favicon.svg",
        "assets/site.js",
        "assets/site.css",
        "assets/dialog.js",
        "assets/chunk.js",
    }
    assert {name for name in files if not name.startswith("assets/")} == {
        "sitemap.xml",
        *(f"{prefix}{name}" for prefix in ("", "zh/") for name in ("search.json", "llms.txt")),
    }


def test_properdocs_builds_the_same_pages(site: Site, pages: list[Page], tmp_path: Path) -> None:
    """ProperDocs carries MkDocs on when Material's maintenance ends: the way out is open as long as this passes."""
    build(tmp_path / "site", tool="properdocs")
    for page in pages:
        other = tmp_path / "site" / page.html.relative_to(site.folder)
        assert soup(other).article.decode() == soup(page.html).article.decode(), (
            f"{page.url}: ProperDocs renders another article"
        )


BROKEN = {
    "snippet": ('```bash\n--8<-- "nowhere/x.sh"\n```', "nowhere/x.sh"),
    "section": ('```bash\n--8<-- "shell/export-openai-key.sh:nowhere"\n```', "nowhere"),
    "link": ("[x](nowhere.md)", "nowhere.md"),
    "id": ("[x](support.md#nowhere)", "#nowhere"),
    "fact": ("{{ nowhere.at.all }}", "support.md: 'nowhere' is undefined"),
    "syntax": ("---\ndescription: x\n---\n# X {#x}\n\n{% for %}", "support.md:6:"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_page_does_not_build(tmp_path: Path, fault: str) -> None:
    """Strict means strict: a snippet, a link, an id or a fact that is missing stops the build, and is named."""
    text, message = BROKEN[fault]
    with pytest.raises(RuntimeError, match=re.escape(message)):
        build(tmp_path / "site", small_site(tmp_path / "small", text))


def test_a_small_site_builds_unless_a_twin_is_missing(tmp_path: Path) -> None:
    config = small_site(tmp_path / "small", "---\ndescription: Support.\n---\n# Support {#support}\n")
    build(tmp_path / "site", config)
    (config.parent / "docs" / "zh" / "support.md").unlink()
    with pytest.raises(RuntimeError, match=r"support\.md"):
        build(tmp_path / "site", config)


def small_site(folder: Path, text: str) -> Path:
    """Copy the project with a text of one's own as the support page, and no other pages but the home pages and the FAQ; return its configuration."""
    folder.mkdir()
    config = copy_sources(folder)
    shutil.rmtree(folder / "docs")
    for language in LANGUAGES:
        (folder / "docs" / language).mkdir(parents=True)
        for name, title in (("index", "Home"), ("faq", "FAQ")):
            page = f"---\ndescription: {title}.\n---\n# {title} {{#{name}}}\n\n## Questions {{#questions}}\n\n### One? {{#one}}\n\nYes.\n"
            (folder / "docs" / language / f"{name}.md").write_text(page, encoding="utf-8")
        (folder / "docs" / language / "support.md").write_text(text, encoding="utf-8")
    small = config.with_name("small.yml")
    # MkDocs merges mappings and replaces lists.
    small.write_text(
        "INHERIT: mkdocs.yml\nnav: [{Overview: index.md}, {FAQ: faq.md}, {Support: support.md}]\n",
        encoding="utf-8",
    )
    return small
