"""Readers of Windows, macOS and Linux: each sees their own commands and paths, on every page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import SiteServer
from tests.browser.view import PHONE, View, view
from tests.reader.pages import Site
from tests.reader.shells import for_a_shell

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 "
    "Safari/537.36"
)
POWERSHELL, BASH = ".language-powershell", ".language-bash:has(+ .language-powershell)"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
# The texts of what a reader sees.
VISIBLE = "elements => elements.filter((element) => element.checkVisibility()).map((e) => e.textContent)"
# What a reader of Windows must get through without bash.
PAGES = [
    "",
    "troubleshooting/",
    "api-keys/",
    "billing/api/",
    "api-keys/code/",
    *(f"api-keys/{name}/" for name in ("claude-code", "codex", "gemini-cli", "openclaw", "opencode")),
    *(f"api-keys/{name}/" for name in ("cline", "continue", "qwen-code", "system")),
]


@pytest.fixture
def windows(browser: Browser, served: SiteServer) -> Iterator[View]:
    with view(browser, served, user_agent=WINDOWS) as tab:
        yield tab


def visible(tab: View, selector: str) -> list[str]:
    found: list[str] = tab.page.eval_on_selector_all(selector, VISIBLE)
    return found


def test_the_first_visit_follows_the_system(windows: View, desktop: View) -> None:
    for tab, seen, hidden in ((windows, POWERSHELL, BASH), (desktop, BASH, POWERSHELL)):
        tab.open()
        assert visible(tab, seen)
        assert not visible(tab, hidden)
        assert not tab.faults


def test_a_choice_is_kept_on_other_pages_and_in_other_tabs(desktop: View) -> None:
    desktop.open("api-keys/claude-code/")
    title = desktop.page.locator(".filename").first
    assert title.inner_text() == "~/.claude/settings.json"
    other = desktop.page.context.new_page()
    other.goto(f"{desktop.host.url}/zh/")
    other.wait_for_selector("html.ready", state="attached")
    desktop.page.select_option("#system", "windows")
    assert title.inner_text() == r"$HOME\.claude\settings.json"
    assert not visible(desktop, ".for-unix")
    other.wait_for_selector("[data-system=windows]", state="attached")
    for address in ("zh/troubleshooting/", ""):
        desktop.open(address)
        assert not visible(desktop, BASH), address
        assert visible(desktop, POWERSHELL), address
        assert desktop.page.input_value("#system") == "windows"
    desktop.page.select_option("#system", "unix")
    desktop.page.reload()
    assert not visible(desktop, POWERSHELL)
    assert not desktop.faults


@pytest.mark.parametrize("language", ["", "zh/"])
def test_on_windows_no_block_is_for_bash_alone(windows: View, site: Site, language: str) -> None:
    """A bash block without a twin is the same in both; tests/test_powershell.py ran each as PowerShell."""
    same = {
        step.block.text.strip()
        for [walkthrough, *_] in for_a_shell(site.walkthroughs())
        for step in walkthrough.steps
        if not step.block.twin
    }
    for address in PAGES:
        windows.open(f"{language}{address}")
        shown = visible(windows, ".language-bash code")
        assert not [text for text in shown if text.strip() not in same], address
        assert not visible(windows, BASH), address


def test_the_copy_button_copies_the_form_that_shows(windows: View) -> None:
    windows.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    windows.open()
    block = windows.page.locator(f"{POWERSHELL}:visible").first
    block.locator(".copy").click()
    # A copy arrives later than the click; before, the clipboard holds what the test before this one left.
    expect(windows.page.locator("#status")).to_have_text("Copied")
    copied = windows.page.evaluate("navigator.clipboard.readText()")
    assert copied == '$env:TOKENFORME_OPENAI_KEY = "sk-your-openai-key"'


def test_without_a_script_and_on_paper_both_forms_show(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, java_script_enabled=False) as tab:
        tab.open("api-keys/claude-code/", ready=False)
        assert tab.page.locator(f"{BASH}:visible").count()
        assert tab.page.locator(f"{POWERSHELL}:visible").count()
        assert tab.page.locator(".filename .for-windows:visible").count()
        assert not tab.page.locator("#system:visible").count()
    with view(browser, served) as tab:
        tab.open("api-keys/claude-code/")
        tab.page.emulate_media(media="print")
        for selector in (BASH, POWERSHELL, ".filename .for-unix", ".filename .for-windows"):
            assert visible(tab, selector), selector


def test_storage_refused_loses_the_choice_alone(browser: Browser, served: SiteServer) -> None:
    with view(browser, served) as tab:
        tab.page.add_init_script(REFUSED)
        tab.open()
        tab.page.select_option("#system", "windows")
        assert not visible(tab, BASH)
        tab.open("api-keys/")
        assert not visible(tab, POWERSHELL)
        assert not tab.faults


def test_a_phone_has_the_choice(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, width=PHONE) as tab:
        tab.open()
        tab.page.select_option("#system", "windows")
        assert visible(tab, POWERSHELL)
        assert "Windows PowerShell" in tab.page.inner_text("#status")
        wide, seen = tab.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= seen


def test_both_languages_have_the_same_twins(site: Site) -> None:
    shown: dict[str, set[str]] = {}
    for walkthrough in site.walkthroughs():
        for step in walkthrough.steps:
            if step.block.twin:
                shown.setdefault(step.block.twin.text, set()).update(walkthrough.languages)
    assert shown
    assert {text for text, languages in shown.items() if len(languages) < 2} == set()
