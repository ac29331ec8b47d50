"""One page of the built site in the browser, and everything that went wrong on it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, TypedDict, Unpack

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.server import SiteServer

DESKTOP, PHONE = 1280, 390
TIMEOUT = 15_000  # milliseconds
Scheme = Literal["light", "dark"]
# Two views for each language, which its pages take in turn: the same page in the other language has the other
# colours and the other width.
VIEWS: dict[str, list[tuple[Scheme, int]]] = {
    "en": [("light", DESKTOP), ("light", PHONE)],
    "zh": [("dark", PHONE), ("dark", DESKTOP)],
}
CLIPBOARD = ("clipboard-read", "clipboard-write")
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    const add = (list) => { for (const shift of list.getEntries()) sum += shift.value; };
    new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""
RESULTS = """() => {
    const home = new URL(".", new URL(document.getElementById("search").dataset.index, location)).href;
    return [...document.querySelectorAll("#results a")].map((link) => link.href.replace(home, ""));
}"""


class Options(TypedDict, total=False):
    """What a browser context may be besides wide, in Playwright's words."""

    bypass_csp: bool
    color_scheme: Scheme
    has_touch: bool
    java_script_enabled: bool
    permissions: Sequence[str]
    user_agent: str


class View:
    """A browser page on `host`, and its requests.

    `faults` is what a reader's console would show: errors, violated policies, requests to other hosts.
    """

    def __init__(self, page: Page, host: SiteServer) -> None:
        self.page, self.host = page, host
        self.faults: list[str] = []
        self.requests: list[Request] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)

    def open(self, address: str = "", *, ready: bool = True) -> None:
        """Go to an address below the site's root; wait for its script unless `ready` is false."""
        self.page.goto(f"{self.host.url}/{address}")
        if ready:
            self.page.wait_for_selector("html.ready", state="attached")

    def resize(self, width: int) -> None:
        """Make the window as wide, in pixels, and wait until the page has reacted."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def shifts(self) -> float:
        """Return how much of the page has moved since it was opened, https://web.dev/articles/cls."""
        sum_of_shifts: float = self.page.evaluate(SHIFTS)
        return sum_of_shifts

    def loaded(self) -> int:
        """Return the bytes of all answers so far, heads and bodies as they came over the wire."""
        sizes = [request.sizes() for request in self.requests]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)

    def choose_site(self, site: str) -> None:
        """Choose an API site by its id, such as "cn2"."""
        self.page.select_option("#site", site)

    def search(self, query: str) -> list[str]:
        """Type a query into the search, which is opened if need be, and return the addresses of the results.

        Addresses are relative to the language's home page.
        """
        if not self.page.locator("#search").is_visible():
            self.page.locator(".search-button").click()
            self.page.wait_for_selector("#search[aria-busy='false']")
        self.page.fill("#search input", query)
        # The list is rendered within the input event, and once more when the error index has come.
        self.page.wait_for_selector("#search[aria-busy='false']")
        addresses: list[str] = self.page.evaluate(RESULTS)
        return addresses

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((f"{self.host.url}/", "data:", "blob:")):
            self.faults.append(f"the page asked {request.url}")


@contextmanager
def view(
    browser: Browser, host: SiteServer, width: int = DESKTOP, **options: Unpack[Options]
) -> Iterator[View]:
    """Open a view in its own browser context: nothing is left from another."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.set_default_timeout(TIMEOUT)
    try:
        yield View(context.new_page(), host)
    finally:
        context.close()


class FirstVisits:
    """Visits of a reader who has never been here, in a browser context for each colours and width.

    A context of its own for each visit would cost as much as most of what is looked at. The server lets
    nothing be cached, and after a visit all that the page has kept is gone. With ONE_PROCESS (chromium.py)
    what V8 has compiled for one page is there for the next.
    """

    def __init__(self, browser: Browser, host: SiteServer) -> None:
        self.browser, self.host = browser, host
        self._contexts: dict[tuple[Scheme, int], BrowserContext] = {}

    @contextmanager
    def visit(self, scheme: Scheme, width: int) -> Iterator[View]:
        """Open a browser page, which may use the clipboard, as if for the first time."""
        context = self._context(scheme, width)
        page = context.new_page()
        try:
            yield View(page, self.host)
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            context.clear_cookies()
            page.close()
        except BaseException:
            # Whatever state it is in, the next visit must not find it.
            self._contexts.pop((scheme, width)).close()
            raise

    def close(self) -> None:
        """Close the contexts."""
        for context in self._contexts.values():
            context.close()

    def _context(self, scheme: Scheme, width: int) -> BrowserContext:
        if (scheme, width) not in self._contexts:
            context = self.browser.new_context(
                viewport={"width": width, "height": 900}, permissions=CLIPBOARD, color_scheme=scheme
            )
            context.set_default_timeout(TIMEOUT)
            # As long as one page is open, the process stays.
            context.new_page().goto(f"{self.host.url}/robots.txt")
            self._contexts[scheme, width] = context
        return self._contexts[scheme, width]


def overflow(window: View) -> int:
    """Return by how many pixels the page is wider than the window."""
    pixels: int = window.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return pixels
