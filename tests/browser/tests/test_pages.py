"""Every page, in both languages: light, still, copied as it was run, for everyone, at any width.

In one visit a page, since opening one costs as much as most of these checks.
"""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import Axe
from tests.browser.server import SiteServer
from tests.browser.view import DESKTOP, PHONE, VIEWS, FirstVisits, Scheme, overflow, view
from tests.reader.blocks import Block
from tests.reader.clients import other_words
from tests.reader.pages import Page
from tests.site.facts import ROOT, api_hosts, facts, navigation

# What a first visit may load: bytes on the wire (gzip), and requests.
WEIGHT, REQUESTS = 60_000, 6
# Presses each copy button and reads the clipboard back; a click works in a hidden tab, too.
COPY_ALL = """async () => {
    const copied = [];
    for (const button of document.querySelectorAll(".highlight .copy")) {
        await navigator.clipboard.writeText("");
        button.click();
        for (let tries = 0; tries < 400 && !button.classList.contains("done"); tries++) {
            await new Promise((next) => setTimeout(next, 1));
        }
        copied.push(await navigator.clipboard.readText());
        button.classList.remove("done");
    }
    return copied;
}"""
# What each of them would copy (overrides/scripts/copy.js).
SHOWN = """() =>
    [...document.querySelectorAll(".highlight pre > code")].map((code) => code.textContent.trimEnd())"""


def view_of(page: Page) -> tuple[Scheme, int]:
    """Return the colours and the width, in pixels, in which a page is seen, by its place in the menu."""
    return VIEWS[page.language][place_of(page) % 2]


def place_of(page: Page) -> int:
    """Return the place of a page in the menu, from 0."""
    return navigation().index(page.markdown.relative_to(ROOT / "docs" / page.language).as_posix())


def blocks_of(page: Page) -> list[str]:
    """Return the blocks of a page as the reader runs them, without the line end that a copy leaves out."""
    return [
        block.text.rstrip("\n")
        for section in page.sections()
        for item in section.items
        if isinstance(item, Block)
        for block in (item, item.twin)
        if block
    ]


def host_by_site() -> dict[str, str]:
    """Return each site's API host, by the site's name, as the walkthroughs on other sites write it."""
    first = api_hosts()[0]
    return {facts()["sites"][0]["name"]: first} | {
        name: words[first] for name, words in other_words().items()
    }


@pytest.mark.usefixtures("served")
def test_a_page_is_as_it_should_be(visits: FirstVisits, axe: Axe, page: Page) -> None:
    """On a first visit, in one of the four views.

    The languages have the same elements (tests/reader/tests/test_parity.py) and the same styles
    (test_accessibility.py): what axe finds in a view of one language, it would find in the other language
    too. So each page is seen in both colours and at both widths; that these two do not depend on each other
    is asserted there, too. The buttons are pressed with one of the API sites, in turn.
    """
    scheme, width = view_of(page)
    blocks = blocks_of(page)
    pressed = facts()["sites"][place_of(page) % len(facts()["sites"])]
    with visits.visit(scheme, width) as window:
        window.open(page.url)
        assert window.page.evaluate("localStorage.length") == 0
        assert window.shifts() == 0
        assert len(window.requests) <= REQUESTS, [request.url for request in window.requests]
        assert window.loaded() <= WEIGHT, f"{page.markdown}: {window.loaded()} bytes"
        assert overflow(window) <= 0, f"{page.markdown}: wider than {width} px"
        for site in facts()["sites"]:
            window.choose_site(site["id"])
            expected = [text.replace(api_hosts()[0], host_by_site()[site["name"]]) for text in blocks]
            assert window.page.evaluate(SHOWN) == expected, f"{page.markdown}: the blocks on {site['name']}"
            if site == pressed:
                copied = window.page.evaluate(COPY_ALL)
                assert copied == expected, f"{page.markdown}: the copied blocks on {site['name']}"
        # No other host was asked, no policy violated, nothing printed to the console.
        assert not window.faults
        assert axe.violations(window) == [], f"{scheme}, at {width} px"
        window.resize(PHONE if width == DESKTOP else DESKTOP)
        assert overflow(window) <= 0, f"{page.markdown}: too wide for the other window"


def test_tables_are_seen_in_every_view(pages: list[Page]) -> None:
    seen = {
        (page.language, *view_of(page))
        for page in pages
        if "data-label=" in page.html.read_text(encoding="utf-8")
    }
    assert seen == {(language, *one) for language, views in VIEWS.items() for one in views}


# Two faults, and a text like those around it.
PLANTED = ("planted-colour", "planted-behind")
PLANT = """() => document.querySelector("article").insertAdjacentHTML("beforeend",
    '<p id="planted-colour" style="color: #aaa">grey</p>'
    + '<div style="background: #777"><p id="planted-behind">on grey</p></div><p>as usual</p>')"""


@pytest.mark.parametrize("language", VIEWS)
def test_text_like_one_of_another_page_is_not_measured_again(
    browser: Browser, served: SiteServer, language: str, pages: list[Page]
) -> None:
    """What is new on a page is: a colour, a size, a weight, or what is behind."""
    axe = Axe()
    [url] = [page.url for page in pages if (page.language, page.name) == (language, "support")]
    # What the test plants, the site's policy would refuse.
    with view(browser, served, bypass_csp=True) as window:
        window.open(url)
        axe.violations(window)
        known = set(axe.looks)
        window.open(url)
        assert axe.violations(window) == []
        assert axe.looks == known
        window.page.evaluate(PLANT)
        found = [violation for violation in axe.violations(window) if violation.startswith("color-contrast")]
    assert len(found) == len(PLANTED), found
    assert all(any(name in text for text in found) for name in PLANTED), found
