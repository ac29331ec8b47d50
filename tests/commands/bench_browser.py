"""Parts of `make bench` on what a reader's browser gets: the search, the weight of a page, Lighthouse's scores."""

import json
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium, executable
from tests.browser.queries import SETS, Query, queries
from tests.browser.server import SiteServer
from tests.browser.view import View, view
from tests.reader.home import NODE
from tests.reader.pages import built
from tests.site.build import LANGUAGES, build, copy_sources, home
from tests.site.facts import ROOT, configuration

# The present public site's page, as measured on 2026-11-23: requests, bytes on the wire, LCP in ms.
PUBLIC = (22, 186_059, 936)
REPEATS = 15
CHAPTERS = ("", "api-keys/", "billing/", "troubleshooting/", "faq/", "support/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# The address that the pages of a build by hand name as their own.
PORT = 8000
# Milliseconds from the last input to the last change of the list of results, which is over when nothing has changed for 150.
SETTLE = """([field, text, list]) => new Promise((done) => {
    const input = document.querySelector(field);
    let last = 0, timer;
    const start = performance.now();
    const settled = () => { observer.disconnect(); done(last); };
    const observer = new MutationObserver(() => { last = performance.now() - start; clearTimeout(timer); timer = setTimeout(settled, 150); });
    observer.observe(document.querySelector(list), {childList: true, subtree: true, characterData: true});
    timer = setTimeout(settled, 400);
    input.value = text;
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true, key: "Process"}));
})"""
OURS = ("#search input", "#results")
MATERIAL = (".md-search__input", ".md-search-result__list")


def search() -> None:
    """Each query typed into this search and, beside it, into the one that Material for MkDocs brings."""
    print("\nSearch: right section first, among the first three, and milliseconds a query (median, worst)")
    print(f"  {'':<14}{'this site':>28}{'Material, built in':>28}   aim")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        plain = with_material(Path(folder))
        with SiteServer(built().folder) as ours, SiteServer(plain) as theirs:
            for language in LANGUAGES:
                for part in SETS:
                    asked = queries(language, part)
                    cells = [
                        _asked(browser, served, language, asked, selectors)
                        for served, selectors in ((ours, OURS), (theirs, MATERIAL))
                    ]
                    print(
                        f"  {language} {part:<11}{cells[0]:>28}{cells[1]:>28}   {'95 %, 100 %' if part == 'tuned' else '90 %, 97 %'}, 30 ms",
                        flush=True,
                    )


def _asked(
    browser: Browser, served: SiteServer, language: str, asked: list[Query], selectors: tuple[str, str]
) -> str:
    field, results = selectors
    ranks, times = [], []
    with view(browser, served) as shown:
        root = f"{served.url}/{home(language)}"
        shown.page.goto(f"{root}faq/")
        _open_search(shown, field)
        for query in asked:
            times.append(shown.page.evaluate(SETTLE, [field, query.text, results]))
            ranks.append(query.rank(_found(shown.page, results, root)))
    first, three = (
        sum(test(rank) for rank in ranks) for test in (lambda rank: rank == 1, lambda rank: 0 < rank <= 3)
    )
    return f"{first}, {three} of {len(ranks)}; {statistics.median(times):.0f}, {max(times):.0f} ms"


def _open_search(shown: View, field: str) -> None:
    if field == OURS[0]:
        shown.page.wait_for_selector("html.ready", state="attached")
        shown.page.click(".search-button")
        shown.page.wait_for_selector("#search[aria-busy='false']")
    else:
        shown.page.click(field)
        # The worker has its index once it answers.
        for _ in range(100):
            shown.page.fill(field, "api")
            shown.page.keyboard.press("Space")
            time.sleep(0.1)
            if shown.page.locator(".md-search-result__link").count():
                break


def _found(page: Page, results: str, root: str) -> list[str]:
    """Give the addresses found, from the language's home page; Material's carry the query as well, and name a page's top by no heading."""
    links: list[str] = page.evaluate(
        "(list) => [...document.querySelectorAll(`${list} a`)].map((link) => link.href)", results
    )
    found = []
    for link in links:
        address = re.sub(r"\?[^#]*", "", link).removeprefix(root)
        # Material lists a page above its sections: the page itself is no answer, unless it stands alone.
        found.append(address if "#" in address else f"{address}#")
    return [
        address
        for number, address in enumerate(found)
        if not (address.endswith("#") and number + 1 < len(found) and found[number + 1].startswith(address))
    ]


def with_material(folder: Path) -> Path:
    """Build the same pages with Material's own templates and search, as they are without a setting, and give the site's folder."""
    config = copy_sources(folder)
    text = config.read_text(encoding="utf-8")
    text = text.replace("  custom_dir: overrides\n", "").replace("plugins:\n", "plugins:\n  - search\n")
    hooks = [f"  - {hook}\n" for hook in configuration()["hooks"]]
    for hook in hooks[1:]:
        text = text.replace(hook, "")
    config.write_text(text, encoding="utf-8")
    build(folder / "site", config, strict=False)
    return folder / "site"


def weight() -> None:
    """A first visit to the FAQ, against the same text as plain HTML, and against what the present public site was measured at."""
    print(
        "\nThe Chinese FAQ, first visit: requests, bytes on the wire (gzip), LCP (median of",
        REPEATS,
        "pairs)",
    )
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        article = BeautifulSoup(
            (built().folder / "zh" / "faq" / "index.html").read_text(encoding="utf-8"), "lxml"
        ).article
        plain = Path(folder) / "zh" / "faq"
        plain.mkdir(parents=True)
        (plain / "index.html").write_text(
            f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>FAQ</title><body>{article}',
            encoding="utf-8",
        )
        rows: dict[str, list[tuple[int, int, float]]] = {"this site": [], "the same text, plain HTML": []}
        with SiteServer(built().folder) as ours, SiteServer(Path(folder)) as floor:
            for _ in range(REPEATS):
                for (_, visits), served in zip(rows.items(), (ours, floor), strict=True):
                    visits.append(_visit(browser, served))
    medians = {
        name: [statistics.median(column) for column in zip(*visits, strict=True)]
        for name, visits in rows.items()
    }
    for name, (requests, size, paint) in [*medians.items(), ("the public site, 2026-11-23", PUBLIC)]:
        print(f"  {name:<30}{requests:>4.0f}{size:>10.0f}{paint:>8.0f} ms")
    ours_paint, floor_paint = (row[2] for row in medians.values())
    print(
        f"  LCP above plain HTML: {ours_paint - floor_paint:.0f} ms (aim: 150). Aims: 6 requests, 60000 bytes."
    )


def _visit(browser: Browser, served: SiteServer) -> tuple[int, int, float]:
    with view(browser, served) as shown:
        shown.page.goto(f"{served.url}/zh/faq/", wait_until="networkidle")
        paint = shown.page.evaluate(
            "() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))"
        )
        sizes = [request.sizes() for request in shown.requests if request.response()]
        return (
            len(sizes),
            sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes),
            paint,
        )


def lighthouse() -> None:
    """Lighthouse, for a phone, on each chapter in each language."""
    print("\nLighthouse, mobile (aim: 100 each):", ", ".join(CATEGORIES))
    with SiteServer(built().folder, PORT) as served:
        for language in LANGUAGES:
            for chapter in CHAPTERS:
                address = home(language) + chapter
                scores, paint, failed = _lighthouse(f"{served.url}/{address}")
                print(f"  /{address:<22}{scores}   LCP {paint:.0f} ms   {', '.join(failed)}", flush=True)


def _lighthouse(url: str) -> tuple[str, float, list[str]]:
    flags = "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --no-sandbox"
    command = [
        str(ROOT / ".cache" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={flags}",
    ]
    environment = {
        "PATH": f"{NODE}:/usr/bin:/bin",
        "CHROME_PATH": executable(),
        "HOME": tempfile.gettempdir(),
    }
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if result.returncode:
        raise SystemExit(f"Lighthouse failed on {url}:\n{result.stderr[-2000:]}")
    report = json.loads(result.stdout)
    scores = "  ".join(f"{report['categories'][name]['score'] * 100:>4.0f}" for name in CATEGORIES)
    failed = sorted(
        name
        for category in CATEGORIES
        for item in report["categories"][category]["auditRefs"]
        if item["weight"]
        and (score := report["audits"][name := item["id"]]["score"]) is not None
        and score < 0.9
    )
    return scores, report["audits"]["largest-contentful-paint"]["numericValue"], failed
