"""Everyone can use the site: at any width, in any colours, on paper, with a keyboard or a screen reader."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import Axe
from tests.browser.server import SiteServer
from tests.browser.view import DESKTOP, PHONE, VIEWS, Scheme, View, overflow, view
from tests.reader.pages import Page
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT

ALL_VIEWS = [(language, scheme, width) for language, views in VIEWS.items() for scheme, width in views]
# Where a narrow window has colours of its own: the frame that is around every page, and tables.
COLOURED = {"frame.css", "systems.css", "text.css"}
# Half a laptop's width: what 200 % zoom leaves of it.
ZOOMED = DESKTOP // 2
MOVING = """[...document.querySelectorAll('*')].filter((element) => {
    const {scrollBehavior, transitionDuration, animationName} = getComputedStyle(element);
    return scrollBehavior === 'smooth' || parseFloat(transitionDuration) > 0 || animationName !== 'none';
}).length"""


def test_colours_do_not_depend_on_the_width() -> None:
    """Each colour is a pair in one variable; only the frame and tables choose another in a narrow window."""
    styles = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "overrides/styles").glob("*.css")
    }
    query = re.compile(r"^@media \([^)]*width[^)]*\) \{$(.*?)^\}$", re.MULTILINE | re.DOTALL)
    colour = re.compile(
        r"(?:color|background|border|shadow|outline|fill|stroke)[a-z-]*:[^;]*(?:var\(--|inherit)"
    )
    assert {name for name, text in styles.items() if any(map(colour.search, query.findall(text)))} == COLOURED
    assert not [name for name, text in styles.items() if "prefers-color-scheme" in text]


def test_no_language_has_its_own_colours_or_sizes() -> None:
    rule = re.compile(r"([^{}]*(?::lang\(|\[(?:xml:)?lang)[^{}]*)\{([^{}]*)\}")
    for path in (ROOT / "overrides" / "styles").rglob("*.css"):
        for selector, body in rule.findall(path.read_text(encoding="utf-8")):
            names = {line.partition(":")[0].strip() for line in body.split(";") if line.strip()}
            assert names <= {"line-height", "letter-spacing"}, (
                f"{path.name}: {selector.strip()}: axe sees each language in half of VIEWS only"
            )


# What is planted in the article, and the rule of axe that must name it.
PLANTED = {
    '<p ID style="color: #aaa">grey</p>': "color-contrast",
    '<p ID style="color: #555">grey in the dark</p>': "color-contrast",
    '<img ID src="/assets/favicon.svg">': "image-alt",
    "<button ID></button>": "button-name",
    "<input ID>": "label",
    '<p ID role="nobody">x</p>': "aria-roles",
    '<p ID lang="nowhere-at-all">x</p>': "valid-lang",
    "<h5 ID>x</h5>": "heading-order",
    '<div><button ID class="tiny">a</button><button class="tiny">b</button></div>': "target-size",
}


def test_planted_faults_are_found(browser: Browser, served: SiteServer) -> None:
    """By one of the views of one of the languages, the same fault in both."""
    html = "".join(text.replace("ID", f'id="planted-{number}"') for number, text in enumerate(PLANTED))
    found: set[tuple[str, str]] = set()
    axe = Axe()
    for language, views in VIEWS.items():
        with view(browser, served, bypass_csp=True) as window:
            window.open(f"{home(language)}support/")
            window.page.add_style_tag(content=".tiny { width: 9px; height: 9px; padding: 0; border: 0 }")
            window.page.evaluate(
                "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)", html
            )
            for scheme, width in views:
                window.page.emulate_media(color_scheme=scheme)
                window.resize(width)
                for violation in axe.violations(window):
                    rule, _, elements = violation.partition(":")
                    found |= {(rule, name) for name in re.findall(r"planted-\d+", elements)}
    missed = [
        text
        for number, (text, rule) in enumerate(PLANTED.items())
        if (rule, f"planted-{number}") not in found
    ]
    assert not missed, found


@pytest.mark.parametrize(("language", "scheme", "width"), ALL_VIEWS)
def test_everyone_can_search(
    browser: Browser, served: SiteServer, axe: Axe, language: str, scheme: Scheme, width: int
) -> None:
    with view(browser, served, width, color_scheme=scheme) as window:
        window.open(home(language))
        for query in ("", "api key", "qqqqzzzz"):
            window.search(query)
            assert axe.violations(window) == [], f"after searching for {query!r}"


@pytest.mark.parametrize(
    ("language", "scheme"), [(language, scheme) for language, scheme, width in ALL_VIEWS if width == PHONE]
)
def test_everyone_can_use_a_phones_menu(
    browser: Browser, served: SiteServer, axe: Axe, language: str, scheme: Scheme
) -> None:
    with view(browser, served, PHONE, color_scheme=scheme) as phone:
        phone.open(home(language))
        phone.page.click(".menu-button")
        expect(phone.page.locator("#menu")).to_be_visible()
        assert axe.violations(phone) == []


@pytest.mark.parametrize("name", ["index", "api-keys", "billing", "troubleshooting", "faq", "support"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_zoomed_and_printed(
    browser: Browser, served: SiteServer, pages: list[Page], language: str, name: str
) -> None:
    [url] = [page.url for page in pages if (page.language, page.name) == (language, name)]
    with view(browser, served, ZOOMED) as window:
        window.open(url)
        assert overflow(window) <= 0
        window.page.emulate_media(media="print")
        assert overflow(window) <= 0
        for selector in (".header", ".menu", ".toc", ".copy", ".pager"):
            elements = window.page.locator(selector).all()
            assert not any(element.is_visible() for element in elements), selector
        # On paper nobody can choose a tab: all of them are there, each with its label.
        for block in window.page.locator(".tabbed-block").all():
            expect(block).to_be_visible()
            label = block.evaluate("(block) => getComputedStyle(block, '::before').content")
            assert label.strip('"') == block.get_attribute("data-label")
        assert window.page.pdf(format="A4")[:5] == b"%PDF-"


def test_a_keyboard_reaches_the_content_and_the_focus_shows(desktop: View) -> None:
    page = desktop.page
    # From the top: first comes the way past header and menu.
    desktop.open("faq/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    # What has the focus shows it.
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    # Focus in the header does not move the text.
    page.evaluate("document.getElementById('key-leaked').scrollIntoView({behavior: 'instant'})")
    before = page.evaluate("scrollY")
    page.locator("a.language").focus()
    assert page.evaluate("scrollY") == before > 0
    assert not desktop.faults


def test_arrow_keys_choose_tabs_and_scroll_code(desktop: View) -> None:
    page = desktop.page
    desktop.open()
    # All sets of tabs change alike.
    page.locator(".tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    for block in page.locator(".tabbed-block:visible").all():
        expect(block).to_contain_text("ANTHROPIC")
    # A block that scrolls can be reached and scrolled.
    desktop.resize(PHONE)
    wide = page.locator(".highlight pre[tabindex='0']:visible").first
    wide.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(wide).not_to_have_js_property("scrollLeft", 0)
    assert not desktop.faults


def test_the_reader_chooses_the_colours(desktop: View) -> None:
    page = desktop.page
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    desktop.open("faq/")
    light = page.evaluate(background)
    page.click(".theme")
    dark = page.evaluate(background)
    assert dark != light
    desktop.open("zh/support/")
    assert page.evaluate(background) == dark
    page.click(".theme")
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) == dark


def test_motion_is_reduced_on_request(desktop: View) -> None:
    desktop.page.emulate_media(reduced_motion="reduce")
    desktop.open("troubleshooting/")
    assert desktop.page.evaluate(MOVING) == 0


def test_the_list_of_contents_follows(desktop: View) -> None:
    desktop.open("faq/")
    current = desktop.page.locator(".toc [aria-current]")
    for heading in ("top-up", "share-account"):
        desktop.page.evaluate(
            "(id) => document.getElementById(id).scrollIntoView({behavior: 'instant'})", heading
        )
        expect(current).to_have_attribute("href", f"#{heading}")
    desktop.page.evaluate("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})")
    expect(current).to_have_attribute("href", "#other-questions")
