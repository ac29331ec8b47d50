"""Copying a page, a table, a block; the site and the provider that a reader has chosen."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import SiteServer
from tests.browser.view import CLIPBOARD, View, view
from tests.site.build import home
from tests.site.facts import api_hosts


@pytest.mark.parametrize(("language", "status"), [("en", "Copied"), ("zh", "已复制")])
def test_the_page_copies_as_markdown(
    browser: Browser, served: SiteServer, language: str, status: str
) -> None:
    with view(browser, served, permissions=CLIPBOARD) as desktop:
        desktop.open(f"{home(language)}api-keys/codex/")
        desktop.choose_site("cn2")
        desktop.page.click(".copy-page")
        expect(desktop.page.locator("#status")).to_have_text(status)
        text = desktop.page.evaluate("navigator.clipboard.readText()")
    assert "\n# Codex\n" in text
    assert 'base_url = "https://cn-api.tokenfor.me/v1"' in text
    assert not any(mark in text for mark in ("--8<--", "{#", "{{", "<!--", "<span", ".md)", ".md#"))


def test_a_table_that_compares_sites_keeps_them(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, permissions=CLIPBOARD) as desktop:
        desktop.open()
        desktop.choose_site("ue1")
        for host in api_hosts():
            assert desktop.page.locator("article table", has_text=host).count() == 1
        desktop.page.click(".copy-page")
        expect(desktop.page.locator("#status")).to_have_text("Copied")
        text = desktop.page.evaluate("navigator.clipboard.readText()")
    assert all(f"| `https://{host}` |" in text for host in api_hosts())
    assert "curl -sS https://ue1-api.tokenfor.me/v1/chat/completions" in text


def test_the_site_is_remembered_and_announced(desktop: View) -> None:
    desktop.open("zh/")
    desktop.choose_site("cn2")
    expect(desktop.page.locator("#status")).to_have_text(
        "基础地址已切换为 CN2 区：https://cn-api.tokenfor.me"
    )
    for address in ("api-keys/codex/", "zh/troubleshooting/"):
        desktop.open(address)
        expect(desktop.page.locator("#site")).to_have_value("cn2")
        assert "https://api.tokenfor.me" not in str(desktop.page.locator("article").text_content())
        assert "https://cn-api.tokenfor.me" in str(desktop.page.locator("article").text_content())
        assert set(desktop.page.locator(".site-name").all_text_contents()) <= {"CN2", "CN2 区"}
    desktop.choose_site("global")
    assert "cn-api" not in str(desktop.page.locator("article").text_content())
    # Nothing else is kept, and nothing is sent anywhere.
    assert desktop.page.evaluate("Object.keys(localStorage)") == ["site"]
    assert desktop.page.context.cookies() == []
    assert not desktop.faults


def test_an_unknown_site_is_the_first(desktop: View) -> None:
    desktop.open("faq/")
    desktop.page.evaluate("localStorage.setItem('site', 'mars')")
    desktop.open("faq/")
    expect(desktop.page.locator("#site")).to_have_value("global")
    assert not desktop.faults


@pytest.mark.parametrize(
    ("address", "heading", "other"),
    [("faq/", "top-up", "zh/faq/"), ("zh/api-keys/codex/", "traps", "api-keys/codex/")],
)
def test_the_other_language_opens_at_the_same_heading(
    desktop: View, address: str, heading: str, other: str
) -> None:
    desktop.open(f"{address}#{heading}")
    desktop.page.click("a.language")
    desktop.page.wait_for_url(f"**/{other}#{heading}")
    # Without a fragment, the heading that was scrolled to.
    desktop.open(address)
    desktop.page.evaluate(
        "(id) => document.getElementById(id).scrollIntoView({behavior: 'instant'})", heading
    )
    desktop.page.click("a.language")
    desktop.page.wait_for_url(f"**/{other}#{heading}")
    desktop.open(address)
    desktop.page.click("a.language")
    desktop.page.wait_for_url(f"**/{other}")


def test_a_refused_clipboard_is_said(desktop: View) -> None:
    desktop.page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('refused'))")
    desktop.open("#quick-start")
    desktop.page.locator(".highlight .copy:visible").first.click()
    expect(desktop.page.locator("#status")).to_contain_text("Copying did not work")


def test_a_provider_is_remembered_across_pages(desktop: View) -> None:
    desktop.open("#quick-start")
    desktop.page.locator(".tabbed-labels label", has_text="Gemini").first.click()
    for address in ("api-keys/opencode/", "zh/billing/api/"):
        desktop.open(address)
        chosen = desktop.page.locator(".tabbed-set > input:checked").evaluate_all(
            "inputs => inputs.map((input) => document.querySelector(`label[for=${input.id}]`).textContent)"
        )
        assert "Gemini" in chosen
        assert "OpenAI" not in chosen
    # What is no provider is not kept, nor is what somebody wrote into the storage.
    desktop.page.locator(".tabbed-labels label", has_text="订阅").click()
    assert desktop.page.evaluate("Object.entries(localStorage)") == [["provider", "Gemini"]]
    desktop.page.evaluate("localStorage.setItem('provider', 'Nobody')")
    desktop.open("api-keys/opencode/")
    assert not desktop.faults
