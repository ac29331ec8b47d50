"""A page is of use even when something is missing, and of no use to an attacker."""

import contextlib

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.browser.server import SiteServer
from tests.browser.view import PHONE, View, view
from tests.commands.client_table import known
from tests.site.build import LANGUAGES, home
from tests.site.facts import facts
from tests.site.tests.html import ORIGIN


@pytest.mark.parametrize(("language", "other_title"), [("en", "常见问题"), ("zh", "FAQ")])
def test_it_needs_no_script(browser: Browser, served: SiteServer, language: str, other_title: str) -> None:
    with view(browser, served, PHONE, java_script_enabled=False) as phone:
        phone.open(home(language), ready=False)
        for selector in (".search-button", "#site", ".theme", ".copy-page"):
            expect(phone.page.locator(selector)).not_to_be_visible()
        expect(phone.page.locator(".highlight .copy")).to_have_count(0)
        block = phone.page.locator("#quick-start ~ ol .tabbed-block:visible").first
        expect(block).to_contain_text("sk-your-openai-key")
        phone.page.locator(".tabbed-labels label", has_text="Gemini").first.click()
        block = phone.page.locator("#quick-start ~ ol .tabbed-block:visible").first
        expect(block).to_contain_text("sk-your-gemini-key")
        phone.page.click(".menu-button")
        phone.page.click("#menu a >> nth=4")
        phone.page.wait_for_url("**/faq/")
        phone.page.click("a.language")
        expect(phone.page.locator("h1")).to_contain_text(other_title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_base_url_of_a_client_is_one_tap_from_the_home_page(
    browser: Browser, served: SiteServer, language: str
) -> None:
    """On a phone, for every client of the site, in one language each; two were allowed."""
    with view(browser, served, PHONE, java_script_enabled=False) as phone:
        phone.open(home(language), ready=False)
        pages = {row["page"]: facts()["sites"][0]["api"] + row["suffix"] for row in known()}
        tiles = {str(tile.get_attribute("href")): tile for tile in phone.page.locator(".tiles a").all()}
        assert {f"api-keys/{page}/" for page in pages} <= tiles.keys()
        # The languages have the same links (tests/reader/tests/test_parity.py).
        for page, base_url in list(pages.items())[LANGUAGES.index(language) :: len(LANGUAGES)]:
            phone.page.locator(f'.tiles a[href="api-keys/{page}/"]').click()
            expect(phone.page.locator("h1")).to_be_in_viewport()
            assert base_url in str(phone.page.locator("article").text_content()), page
            phone.page.go_back()


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
    """Remove an element before the script runs: everything else still works."""
    desktop.page.add_init_script(
        f"""new MutationObserver(() => document.querySelector("{missing}")?.remove())
        .observe(document, {{childList: true, subtree: true}})"""
    )
    desktop.open("faq/")
    desktop.page.click(".theme")
    assert desktop.page.evaluate("document.documentElement.dataset.theme")
    assert desktop.search("top up")
    assert len(desktop.faults) >= 1, "the console names the part that failed"


@pytest.mark.parametrize(("language", "answer"), [("en", "password"), ("zh", "忘记密码")])
def test_a_lost_section_is_said(desktop: View, language: str, answer: str) -> None:
    desktop.open(f"{home(language)}faq/#forgot-passwort")
    note = desktop.page.locator(".lost-section")
    expect(note).to_contain_text("forgot-passwort")
    note.locator("a").click()
    expect(desktop.page.locator("#results a").first).to_contain_text(answer)
    # A heading that is there takes the note away.
    desktop.open(f"{home(language)}faq/#top-up")
    expect(note).not_to_be_visible()


@pytest.mark.parametrize(("language", "title"), [("en", "Page not found"), ("zh", "页面不存在")])
def test_a_lost_page_leads_on(desktop: View, language: str, title: str) -> None:
    prefix = home(language)
    desktop.open(f"{prefix}docs/claude-code.html")
    expect(desktop.page.locator("h1")).to_have_text(title)
    desktop.page.click(".lost-page")
    expect(desktop.page.locator("#results a").first).to_contain_text("Claude Code")
    desktop.page.locator("#results a").first.click()
    desktop.page.wait_for_url(f"**/{prefix}api-keys/claude-code/#claude-code")
    assert [fault for fault in desktop.faults if "404 (Not Found)" not in fault] == []


def test_blocked_storage_does_no_harm(desktop: View) -> None:
    desktop.page.add_init_script(
        """Object.defineProperty(window, 'localStorage', {
            get() { throw new DOMException('blocked', 'SecurityError'); },
        })"""
    )
    desktop.open("api-keys/codex/")
    desktop.choose_site("cn2")
    assert "https://cn-api.tokenfor.me/v1" in str(desktop.page.locator("article").text_content())
    desktop.page.click(".theme")
    assert desktop.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert not desktop.faults


ATTACKS = [
    """() => {
        const script = document.createElement('script');
        script.text = `document.title = 'taken over'`;
        document.body.append(script);
    }""",
    """() => {
        document.body.innerHTML = `<img src=x onerror="document.title = 'taken over'">`;
    }""",
    """() => {
        document.body.setAttribute('onclick', `document.title = 'taken over'`);
        document.body.click();
    }""",
]


def test_the_policy_allows_nothing_more(desktop: View) -> None:
    desktop.open("faq/")
    policy = str(desktop.page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content"))
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    for attack in ATTACKS:
        with contextlib.suppress(Error):
            desktop.page.evaluate(attack)
    assert desktop.page.title() != "taken over"
    expect(desktop.page.locator("h1")).to_be_visible()
    assert len(desktop.faults) >= len(ATTACKS)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("heading", "there"),
    [
        ("", "api-keys/#connect"),
        ("#generic-http-template", "api-keys/code/#curl"),
        ("#codex-example", "api-keys/codex/"),
        ("#claude-code-cli-example", "api-keys/claude-code/"),
        ("#openclaw-examples", "api-keys/openclaw/"),
        ("#continue_plugin", "api-keys/continue/"),
        ("#other-tools", "api-keys/other-tools/"),
        ("#debugging-and-troubleshooting", "troubleshooting/"),
        ("#constructor", "api-keys/#connect"),
    ],
)
def test_an_old_heading_leads_to_its_page(
    browser: Browser, served: SiteServer, language: str, heading: str, there: str
) -> None:
    """A redirect by `<meta>` would lose the heading. Its addresses are those of the published site."""
    with view(browser, served) as window:
        window.page.route(f"{ORIGIN}/**", lambda route: route.fulfill(body="<title>there</title>"))
        window.page.goto(f"{served.url}/{language}/integrations.agents.html{heading}")
        window.page.wait_for_url(f"{ORIGIN}/{home(language)}{there}")
