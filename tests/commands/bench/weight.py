"""What a first visit to a page costs, and what its plain text alone would."""

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.server import SiteServer
from tests.browser.view import view
from tests.reader.pages import built

REPEATS = 15
PAGE = "zh/faq/"
LARGEST_PAINT = """() => new Promise((done) => {
    const observer = new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime));
    observer.observe({type: "largest-contentful-paint", buffered: true});
})"""


@dataclass(frozen=True)
class Visit:
    """A visit in numbers: requests, bytes on the wire, and the Largest Contentful Paint in milliseconds."""

    requests: float
    size: float
    paint: float


# The present public site's page, as measured on 2026-11-23.
PUBLIC = Visit(22, 186_059, 936)
# The paint is to be so much later than that of plain HTML at most.
AIM = Visit(6, 60_000, 150)


def weight() -> None:
    """Print what a first visit costs: to the Chinese FAQ, to its text as plain HTML, to the public site."""
    ours: list[Visit] = []
    plain: list[Visit] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        _write_plain(Path(folder) / PAGE)
        with SiteServer(built().folder) as site, SiteServer(Path(folder)) as text:
            for _ in range(REPEATS):
                ours.append(_visit(browser, site))
                plain.append(_visit(browser, text))
    floor = _median(plain)
    aim = Visit(AIM.requests, AIM.size, floor.paint + AIM.paint)
    print(f"\nThe Chinese FAQ, first visit (gzip; median of {REPEATS} pairs)")
    print(f"  {'':<30}{'requests':>9}{'bytes':>9}{'LCP, ms':>9}")
    for name, visit in (
        ("this site", _median(ours)),
        ("the same text, plain HTML", floor),
        ("the public site, 2026-11-23", PUBLIC),
        ("aim", aim),
    ):
        print(f"  {name:<30}{visit.requests:>9.0f}{visit.size:>9.0f}{visit.paint:>9.0f}")


def _write_plain(folder: Path) -> None:
    """Write the page's article alone, without styles and scripts."""
    html = (built().folder / PAGE / "index.html").read_text(encoding="utf-8")
    article = BeautifulSoup(html, "lxml").article
    head = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>FAQ</title><body>'
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f"{head}{article}", encoding="utf-8")


def _visit(browser: Browser, server: SiteServer) -> Visit:
    with view(browser, server) as opened:
        opened.page.goto(f"{server.url}/{PAGE}", wait_until="networkidle")
        paint: float = opened.page.evaluate(LARGEST_PAINT)
        sizes = [request.sizes() for request in opened.requests if request.response()]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return Visit(len(sizes), total, paint)


def _median(visits: list[Visit]) -> Visit:
    return Visit(
        statistics.median(visit.requests for visit in visits),
        statistics.median(visit.size for visit in visits),
        statistics.median(visit.paint for visit in visits),
    )
