"""What the copy buttons copy is what was run, on every page, in both languages, for all three sites."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import SiteServer
from tests.browser.view import View, view
from tests.reader.blocks import Block
from tests.reader.clients import other_words
from tests.reader.pages import Page
from tests.site.build import home
from tests.site.facts import api_hosts, facts

# What a first visit may load: bytes on the wire (gzip), and requests.
WEIGHT, REQUESTS = 60_000, 6
CLIPBOARD = ["clipboard-read", "clipboard-write"]
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


def test_a_page_is_light_holds_still_and_copies_what_was_run(
    browser: Browser, served: SiteServer, page: Page
) -> None:
    """On a first visit; in one browser context, since opening one costs as much as all checks together."""
    blocks = blocks_of(page)
    with view(browser, served, permissions=CLIPBOARD) as desktop:
        desktop.open(page.url)
        assert desktop.shifts() == 0
        assert len(desktop.requests) <= REQUESTS, [request.url for request in desktop.requests]
        assert desktop.loaded() <= WEIGHT, f"{page.markdown}: {desktop.loaded()} bytes"
        for site in facts()["sites"]:
            desktop.choose_site(site["id"])
            expected = [text.replace(api_hosts()[0], host_by_site()[site["name"]]) for text in blocks]
            copied = desktop.page.evaluate(COPY_ALL)
            assert copied == expected, f"{page.markdown}: the copied blocks on {site['name']}"
        # No other host was asked, no policy violated, nothing printed to the console.
        assert not desktop.faults


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
