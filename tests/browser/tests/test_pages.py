"""Every page in a real browser: light, readable by anyone on any screen, and of use even when something is missing."""

import contextlib
import re
from functools import cache
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.browser.server import SiteServer
from tests.browser.view import DESKTOP, PHONE, View, view
from tests.reader.pages import Page
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT

Scheme = Literal["light", "dark"]
# Two views for each language, so that colours and widths are all seen twice.
VIEWS: dict[str, list[tuple[Scheme, int]]] = {
    "en": [("light", DESKTOP), ("dark", PHONE)],
    "zh": [("dark", DESKTOP), ("light", PHONE)],
}
# Half a laptop's width: what 200 % zoom leaves of it.
ZOOMED = DESKTOP // 2


@cache
def axe() -> str:
    return (ROOT / ".cache" / "node" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: View) -> list[str]:
    """Return what axe finds against the page as it is now: its rule, and the elements."""
    if not page.page.evaluate("'axe' in window"):
        page.page.evaluate(axe())
    # Off unless it is named, although a phone's reader needs it most.
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    result: dict[str, Any] = page.page.evaluate("(options) => axe.run(options)", options)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(page: View) -> int:
    """Give by how many pixels the page is wider than the window."""
    return page.page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_everyone_can_use_it(browser: Browser, served: SiteServer, page: Page) -> None:
    """All of axe's rules, in two of the four views.

    Both languages have the same elements (`test_parity.py`) and the same styles (below), so that each sees for the other.
    """
    # axe brings styles of its own, which the site's policy would refuse.
    with view(browser, served, bypass_csp=True) as shown:
        shown.open(page.url)
        for scheme, width in VIEWS[page.language]:
            shown.page.emulate_media(color_scheme=scheme)
            shown.resize(width)
            assert overflow(shown) <= 0, f"{page.markdown}: wider than {width} px"
            assert violations(shown) == [], f"{scheme}, at {width} px"


def test_no_language_has_colours_or_sizes_of_its_own() -> None:
    rule = re.compile(r"([^{}]*(?::lang\(|\[(?:xml:)?lang)[^{}]*)\{([^{}]*)\}")
    for path in (ROOT / "overrides" / "styles").rglob("*.css"):
        for selector, body in rule.findall(path.read_text(encoding="utf-8")):
            names = {line.partition(":")[0].strip() for line in body.split(";") if line.strip()}
            assert names <= {"line-height", "letter-spacing"}, (
                f"{path.name}: {selector.strip()}: axe sees each language in half of VIEWS only"
            )


# What is planted, and the rule of axe that must name it. Everything stands in the article, beside the rest of the page.
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
    found: set[str] = set()
    for language, views in VIEWS.items():
        with view(browser, served, bypass_csp=True) as shown:
            shown.open(f"{home(language)}support/")
            shown.page.add_style_tag(content=".tiny { width: 9px; height: 9px; padding: 0; border: 0 }")
            planted = "".join(
                html.replace("ID", f'id="planted-{number}"') for number, html in enumerate(PLANTED)
            )
            shown.page.evaluate(
                "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)", planted
            )
            for scheme, width in views:
                shown.page.emulate_media(color_scheme=scheme)
                shown.resize(width)
                for fault in violations(shown):
                    rule = fault.partition(":")[0]
                    found |= {f"{rule} {id}" for id in re.findall(r"planted-\d+", fault)}
    missed = [
        html for number, (html, rule) in enumerate(PLANTED.items()) if f"{rule} planted-{number}" not in found
    ]
    assert not missed, found


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [(language, *seen) for language, views in VIEWS.items() for seen in views],
)
def test_everyone_can_search(
    browser: Browser, served: SiteServer, language: str, scheme: Scheme, width: int
) -> None:
    with view(browser, served, width, bypass_csp=True, color_scheme=scheme) as shown:
        shown.open(home(language))
        for query in ("", "api key", "qqqqzzzz"):
            shown.search(query)
            assert violations(shown) == [], f"after searching for {query!r}"
        if width == PHONE:
            shown.page.keyboard.press("Escape")
            shown.page.click(".menu-button")
            expect(shown.page.locator("#menu")).to_be_visible()
            assert violations(shown) == [], "with the menu open"


@pytest.mark.parametrize("name", ["index", "api-keys", "billing", "troubleshooting", "faq", "support"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_zoomed_and_printed(
    browser: Browser, served: SiteServer, pages: list[Page], language: str, name: str
) -> None:
    [page] = [found for found in pages if (found.language, found.name) == (language, name)]
    with view(browser, served, ZOOMED) as shown:
        shown.open(page.url)
        assert overflow(shown) <= 0
        shown.page.emulate_media(media="print")
        assert overflow(shown) <= 0
        for selector in (".header", ".menu", ".toc", ".copy", ".pager"):
            assert not any(element.is_visible() for element in shown.page.locator(selector).all()), selector
        # On paper nobody can choose a tab: all of them are there, each with its label.
        for block in shown.page.locator(".tabbed-block").all():
            expect(block).to_be_visible()
            assert block.evaluate("(block) => getComputedStyle(block, '::before').content").strip(
                '"'
            ) == block.get_attribute("data-label")
        assert shown.page.pdf(format="A4")[:5] == b"%PDF-"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_needs_no_script(browser: Browser, served: SiteServer, language: str) -> None:
    with view(browser, served, PHONE, java_script_enabled=False) as shown:
        shown.open(home(language), ready=False)
        for selector in (".search-button", "#site", ".theme", ".copy-page"):
            expect(shown.page.locator(selector)).not_to_be_visible()
        expect(shown.page.locator(".highlight .copy")).to_have_count(0)
        block = shown.page.locator("#quick-start ~ ol .tabbed-block:visible").first
        expect(block).to_contain_text("sk-your-openai-key")
        shown.page.locator(".tabbed-labels label", has_text="Gemini").first.click()
        expect(shown.page.locator("#quick-start ~ ol .tabbed-block:visible").first).to_contain_text(
            "sk-your-gemini-key"
        )
        shown.page.click(".menu-button")
        shown.page.click("#menu a >> nth=4")
        shown.page.wait_for_url("**/faq/")
        shown.page.click("a.language")
        expect(shown.page.locator("h1")).to_contain_text("常见问题" if language == "en" else "FAQ")


def test_a_keyboard_is_enough(desktop: View) -> None:
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
    # Tabs are chosen by arrow keys, all sets alike.
    desktop.open()
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


def test_the_colours_are_the_readers(desktop: View) -> None:
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
    moving = "[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); return s.scrollBehavior === 'smooth' || parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }).length"
    assert desktop.page.evaluate(moving) == 0


def test_the_list_of_contents_follows(desktop: View) -> None:
    desktop.open("faq/")
    current = desktop.page.locator(".toc [aria-current]")
    for id in ("top-up", "share-account"):
        desktop.page.evaluate("(id) => document.getElementById(id).scrollIntoView({behavior: 'instant'})", id)
        expect(current).to_have_attribute("href", f"#{id}")
    desktop.page.evaluate("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})")
    expect(current).to_have_attribute("href", "#other-questions")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_section_is_said(desktop: View, language: str) -> None:
    desktop.open(f"{home(language)}faq/#forgot-passwort")
    note = desktop.page.locator(".lost-section")
    expect(note).to_contain_text("forgot-passwort")
    note.locator("a").click()
    expect(desktop.page.locator("#results a").first).to_contain_text(
        "password" if language == "en" else "忘记密码"
    )
    # A heading that is there takes the note away.
    desktop.open(f"{home(language)}faq/#top-up")
    expect(note).not_to_be_visible()


@pytest.mark.parametrize(("language", "first"), [("en", "Page not found"), ("zh", "页面不存在")])
def test_a_lost_page_leads_on(desktop: View, language: str, first: str) -> None:
    prefix = home(language)
    desktop.open(f"{prefix}docs/claude-code.html")
    expect(desktop.page.locator("h1")).to_have_text(first)
    desktop.page.click(".lost-page")
    expect(desktop.page.locator("#results a").first).to_contain_text("Claude Code")
    desktop.page.locator("#results a").first.click()
    desktop.page.wait_for_url(f"**/{prefix}api-keys/claude-code/#claude-code")
    assert [fault for fault in desktop.faults if "404 (Not Found)" not in fault] == []


def test_blocked_storage_does_no_harm(desktop: View) -> None:
    desktop.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    desktop.open("api-keys/codex/")
    desktop.choose_site("cn2")
    assert "https://cn-api.tokenfor.me/v1" in str(desktop.page.locator("article").text_content())
    desktop.page.click(".theme")
    assert desktop.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not desktop.faults


def test_a_page_without_its_script_is_whole(desktop: View, served: SiteServer) -> None:
    served.gone |= {f"/{path.relative_to(served.folder)}" for path in (served.folder / "assets").glob("*.js")}
    desktop.open("faq/#top-up", ready=False)
    desktop.page.wait_for_load_state("networkidle")
    expect(desktop.page.locator("#top-up")).to_be_in_viewport()
    expect(desktop.page.locator("#top-up + ul")).to_be_visible()
    # Nothing offers what it cannot do.
    expect(desktop.page.locator(".search-button")).not_to_be_visible()
    expect(desktop.page.locator("#site")).not_to_be_visible()


@pytest.mark.parametrize("missing", ["#site", "#copy-button"])
def test_a_missing_element_stops_one_part_and_not_the_script(desktop: View, missing: str) -> None:
    """The page without an element, before its script runs: everything else still moves."""
    take_away = f"""new MutationObserver(() => document.querySelector("{missing}")?.remove()).observe(document, {{childList: true, subtree: true}})"""
    desktop.page.add_init_script(take_away)
    desktop.open("faq/")
    desktop.page.click(".theme")
    assert desktop.page.evaluate("document.documentElement.dataset.theme")
    assert desktop.search("top up")
    assert len(desktop.faults) >= 1, "the console names the part that failed"


def test_the_policy_allows_nothing_more(desktop: View) -> None:
    desktop.open("faq/")
    policy = str(desktop.page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content"))
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    attacks = [
        "() => { const script = document.createElement('script'); script.text = `document.title = 'taken over'`; document.body.append(script); }",
        "() => { document.body.innerHTML = `<img src=x onerror=\"document.title = 'taken over'\">`; }",
        "() => { document.body.setAttribute('onclick', `document.title = 'taken over'`); document.body.click(); }",
    ]
    for attack in attacks:
        with contextlib.suppress(Error):
            desktop.page.evaluate(attack)
    assert desktop.page.title() != "taken over"
    expect(desktop.page.locator("h1")).to_be_visible()
    assert len(desktop.faults) >= len(attacks)
