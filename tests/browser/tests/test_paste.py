"""The box for a pasted error: what it finds, what it says of what it does not know, and what it keeps."""

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.server import SiteServer
from tests.browser.view import PHONE, View, view
from tests.site.build import LANGUAGES, home

ADDRESS = "troubleshooting/#paste-your-error"
KEY = "sk-ant-api03-0123456789abcdef"
KNOWN = f"""\
\x1b[31mAPI Error: 403\x1b[0m {{"error":{{"type":"permission_error",
"message":"This group does not allow /v1/messages dispatch"}}}} with Bearer {KEY}
"""
UNKNOWN = f"The frobnicator is out of cheese, says {KEY}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_error_leads_to_its_entry(desktop: View, language: str) -> None:
    desktop.open(home(language) + ADDRESS)
    desktop.page.fill("#paste", KNOWN)
    first = desktop.page.locator(".paste ol a").first
    expect(first).to_have_attribute("href", re.compile(f"/{home(language)}errors/#messages-dispatch$"))
    expect(desktop.page.locator(".paste [role=status]")).not_to_be_empty()
    expect(desktop.page.locator(".paste small").first).to_contain_text("does not allow /v1/messages dispatch")
    first.click()
    desktop.page.wait_for_url("**/errors/#messages-dispatch")
    expect(desktop.page.locator("#messages-dispatch")).to_be_in_viewport()
    assert desktop.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_error_gives_a_message_for_support(desktop: View, language: str) -> None:
    desktop.open(home(language) + ADDRESS)
    desktop.page.fill("#paste", UNKNOWN)
    message = desktop.page.locator(".paste .message")
    expect(message).to_contain_text("out of cheese")
    expect(message).not_to_contain_text(KEY)
    expect(message).to_contain_text("sk-a…ef")
    expect(desktop.page.locator(".paste ol")).to_be_hidden()
    desktop.page.fill("#paste", "")
    expect(message).to_be_hidden()
    assert desktop.faults == []


def test_the_message_for_support_can_be_copied(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, permissions=["clipboard-read", "clipboard-write"]) as desktop:
        desktop.open(ADDRESS)
        desktop.page.fill("#paste", UNKNOWN)
        desktop.page.click(".paste .copy")
        expect(desktop.page.locator(".paste .copy")).to_have_class("copy icon done")
        copied = desktop.page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("out of cheese, says sk-a…ef")


def test_a_pasted_text_goes_nowhere(desktop: View) -> None:
    desktop.open(ADDRESS)
    desktop.page.fill("#paste", UNKNOWN)
    expect(desktop.page.locator(".paste .message")).to_be_visible()
    assert not [
        request.url for request in desktop.requests if request.method != "GET" or "cheese" in request.url
    ]
    kept = desktop.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "cheese" not in kept
    desktop.page.reload()
    expect(desktop.page.locator("#paste")).to_have_value("")


def test_a_long_text_does_not_hold_the_page(desktop: View) -> None:
    desktop.open(ADDRESS)
    desktop.page.fill("#paste", "lorem ipsum " * 90_000 + "Insufficient account balance")
    expect(desktop.page.locator(".paste ol a").first).to_have_attribute(
        "href", re.compile("/errors/#insufficient-balance$")
    )


def test_an_index_that_does_not_load_is_said_and_tried_again(desktop: View) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    desktop.open(ADDRESS)
    desktop.page.route("**/errors.json", refuse)
    desktop.page.fill("#paste", KNOWN)
    expect(desktop.page.locator(".paste [role=status]")).to_contain_text("did not load")
    desktop.page.unroute("**/errors.json", refuse)
    desktop.page.fill("#paste", f"{KNOWN} ")
    expect(desktop.page.locator(".paste ol a").first).to_be_visible()


def test_without_a_script_the_index_is_there(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, PHONE, java_script_enabled=False) as phone:
        phone.open(ADDRESS, ready=False)
        expect(phone.page.locator("#paste")).not_to_be_visible()
        phone.page.locator("#paste-your-error ~ p a[href*='errors']").first.click()
        expect(phone.page.locator("#insufficient-balance")).to_be_attached()
