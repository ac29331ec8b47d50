"""One page of the built site in the browser, and everything that went wrong on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser.server import SiteServer

DESKTOP, PHONE = 1280, 390
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""


class View:
    """A browser page on `host`. `faults` has what a reader's console would: errors, violated policies, requests to other hosts."""

    def __init__(self, page: Page, host: SiteServer):
        self.page, self.host = page, host
        self.faults: list[str] = []
        self.requests: list[Request] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)

    def open(self, address: str = "", ready: bool = True) -> None:
        """Go to an address below the site's root; wait for its script unless `ready` is false."""
        self.page.goto(f"{self.host.url}/{address}")
        if ready:
            self.page.wait_for_selector("html.ready", state="attached")

    def resize(self, width: int) -> None:
        """Make the window as wide, in pixels, and wait until the page has taken note."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def shifts(self) -> float:
        """Return how much of the page has moved since it was opened, https://web.dev/articles/cls."""
        return self.page.evaluate(SHIFTS)

    def loaded(self) -> int:
        """Return the bytes of all answers so far, heads and bodies as they came over the wire."""
        sizes = [request.sizes() for request in self.requests]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def choose_site(self, site: str) -> None:
        self.page.select_option("#site", site)

    def search(self, query: str) -> list[str]:
        """Type a query into the open or closed search, and give the addresses found, relative to the language's home page."""
        dialog = self.page.locator("#search")
        if not dialog.is_visible():
            self.page.locator(".search-button").click()
            self.page.wait_for_selector("#search[aria-busy='false']")
        self.page.fill("#search input", query)
        # The list is rendered within the input event.
        return self.page.evaluate(
            """() => {
                const home = new URL(".", new URL(document.getElementById("search").dataset.index, location)).href;
                return [...document.querySelectorAll("#results a")].map((link) => link.href.replace(home, ""));
            }"""
        )

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith(f"{self.host.url}/") and not request.url.startswith(("data:", "blob:")):
            self.faults.append(f"the page asked {request.url}")


@contextmanager
def view(browser: Browser, host: SiteServer, width: int = DESKTOP, **options: Any) -> Iterator[View]:
    """Open a view in a browser context of its own: nothing is left from another."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.set_default_timeout(15_000)
    try:
        yield View(context.new_page(), host)
    finally:
        context.close()
