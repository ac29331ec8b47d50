"""The site's search, and the one that Material for MkDocs brings, asked the same."""

import re
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium
from tests.browser.queries import SETS, Query, queries
from tests.browser.server import SiteServer
from tests.browser.view import view
from tests.commands.bench.copies import copied
from tests.reader.pages import built
from tests.site.build import LANGUAGES, build, home
from tests.site.facts import configuration

AIMS = {"reported": "none: reported", "tuned": "95 %, 100 %; 30 ms", "held_out": "90 %, 97 %; 30 ms"}
# Types a text, and returns the milliseconds from then to the last change of the list of results, which is the
# one that no other follows within 150.
SETTLE = """([field, text, results]) => new Promise((done) => {
    const input = document.querySelector(field);
    let last = 0;
    let timer;
    const start = performance.now();
    const observer = new MutationObserver(() => {
        last = performance.now() - start;
        clearTimeout(timer);
        timer = setTimeout(settled, 150);
    });
    const settled = () => { observer.disconnect(); done(last); };
    observer.observe(
        document.querySelector(results), {childList: true, subtree: true, characterData: true},
    );
    timer = setTimeout(settled, 400);
    input.value = text;
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true, key: "Process"}));
})"""
LINKS = "(results) => [...document.querySelectorAll(`${results} a`)].map((link) => link.href)"


@dataclass(frozen=True)
class Engine:
    """A search: the selectors of its field and of its list of results, and what makes it ready on a page."""

    field: str
    results: str
    prepare: Callable[[Page], None]


def search() -> None:
    """Print, for each set of queries, how often the right section comes first, and how soon."""
    print("\nSearch: right section first, among the first three, and milliseconds a query (median, worst)")
    print(f"  {'':<14}{'this site':>28}{'Material, built in':>28}{'aim':>22}")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        with_material(Path(folder))
        with SiteServer(built().folder) as ours, SiteServer(Path(folder) / "site") as theirs:
            for language in LANGUAGES:
                for part in (*SETS, "reported"):
                    asked = queries(language, part)
                    cells = [
                        _cell(browser, ours, OURS, language, asked),
                        _cell(browser, theirs, MATERIAL, language, asked),
                    ]
                    print(f"  {language} {part:<11}{cells[0]:>28}{cells[1]:>28}{AIMS[part]:>22}", flush=True)


def with_material(folder: Path) -> None:
    """Build the same pages in `folder`/site with Material's own templates and search, without settings."""
    # INHERIT cannot take `custom_dir` away.
    (folder / "templates").mkdir()
    settings: dict[str, object] = {
        "theme": {"custom_dir": "templates"},
        "plugins": ["search", *configuration()["plugins"]],
        "hooks": ["overrides/hooks/facts.py"],
    }
    config = copied(folder, settings)
    # `search:` in the front matter is for overrides/hooks/search.py. Material reads its own settings there.
    for path in (folder / "docs").rglob("*.md"):
        text = re.sub(r"^search: .*\n", "", path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    build(folder / "site", config, strict=False)


def _prepare_ours(page: Page) -> None:
    page.wait_for_selector("html.ready", state="attached")
    page.click(".search-button")
    page.wait_for_selector("#search[aria-busy='false']")


def _prepare_material(page: Page) -> None:
    page.click(MATERIAL.field)
    # Its worker answers no query that is older than its index.
    for _ in range(100):
        page.fill(MATERIAL.field, "api")
        page.keyboard.press("Space")
        page.wait_for_timeout(100)
        if page.locator(".md-search-result__link").count():
            return
    raise SystemExit("the search of Material for MkDocs does not answer")


OURS = Engine("#search input", "#results", _prepare_ours)
MATERIAL = Engine(".md-search__input", ".md-search-result__list", _prepare_material)


def _cell(browser: Browser, server: SiteServer, engine: Engine, language: str, asked: list[Query]) -> str:
    """Ask a search each query, and return the table's cell: ranks and times."""
    ranks: list[int] = []
    times: list[float] = []
    root = f"{server.url}/{home(language)}"
    with view(browser, server) as opened:
        page = opened.page
        page.goto(f"{root}faq/")
        engine.prepare(page)
        for query in asked:
            times.append(page.evaluate(SETTLE, [engine.field, query.text, engine.results]))
            ranks.append(query.rank(_addresses(page, engine.results, root)))
    first, three = ranks.count(1), sum(1 <= rank <= 3 for rank in ranks)
    return f"{first}, {three} of {len(ranks)}; {statistics.median(times):.0f}, {max(times):.0f} ms"


def _addresses(page: Page, results: str, root: str) -> list[str]:
    """Return the addresses of the results, relative to the language's home page; a page's top is `faq/#`.

    Material adds the query to each. It lists a page above its sections: then the page itself is no answer.
    """
    links: list[str] = page.evaluate(LINKS, results)
    addresses = [re.sub(r"\?[^#]*", "", link).removeprefix(root) for link in links]
    addresses = [address if "#" in address else f"{address}#" for address in addresses]
    return [
        address
        for address, below in pairwise([*addresses, ""])
        if not (address.endswith("#") and below.startswith(address))
    ]
