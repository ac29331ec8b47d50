"""The search finds what customers look for, in the words they use, and can be used by anyone."""

import math

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.queries import SETS, queries
from tests.browser.server import SiteServer
from tests.browser.view import PHONE, View, view
from tests.reader.pages import built
from tests.site.build import LANGUAGES, home

# Of the queries, how many must have the right section first, and among the first three.
AIMS = {"tuned": (0.95, 1.0), "held_out": (0.90, 0.97)}
NUMBERS = {"tuned": 50, "held_out": 30}
# Bytes on the wire (gzip) of all that the search loads, for each page of the language: 25 kB were the aim
# when there were 23.
WEIGHT = 850
# And of what an error text in the search loads besides: the error index and its matcher.
ERROR_WEIGHT = 8_000
KEYS = {
    "wire_api": "api-keys/codex/",
    "ANTHROPIC_BASE_URL": "api-keys/claude-code/",
    "GOOGLE_GEMINI_BASE_URL": "api-keys/gemini-cli/",
}
# Errors as people paste them: whole lines, with quotes, JSON and markup.
NO_KEY = (
    '{"code":"API_KEY_REQUIRED","message":"API key is required in Authorization header (Bearer scheme), '
    'x-api-key header, or x-goog-api-key header"}'
)
INVALID_KEY = (
    "openai.AuthenticationError: Error code: 401 - {'code': 'INVALID_API_KEY', 'message': 'Invalid API key'}"
)
CONCURRENCY = (
    '{"error":{"message":"Concurrency limit exceeded for user, please retry later",'
    '"type":"rate_limit_error"}}'
)
# The entry of the error index that comes first.
ERRORS = {
    NO_KEY: "api-key-required",
    INVALID_KEY: "invalid-api-key",
    "Please run /login · API Error: 403 Insufficient account balance": "claude-code-insufficient-balance",
    CONCURRENCY: "concurrency-limit",
    "curl: (6) Could not resolve host: api.tokenfor.mee": "host-not-found",
    "stream disconnected before completion: stream closed before response.completed": (
        "codex-stream-disconnected"
    ),
    "SyntaxError: Unexpected token '<', \"<!doctype \"... is not valid JSON": "html-instead-of-json",
    "This group does not allow /v1/messages dispatch": "messages-dispatch",
}


@pytest.mark.parametrize("part", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_find_the_section(desktop: View, language: str, part: str) -> None:
    desktop.open(home(language))
    asked = queries(language, part)
    assert len(asked) == NUMBERS[part]
    results = [(query, desktop.search(query.text)) for query in asked]
    ranks = [query.rank(addresses) for query, addresses in results]
    first, three = AIMS[part]
    places = "\n".join(
        f"{query.text!r}: place {query.rank(addresses) or 'none'}, found {addresses[:3]}"
        for query, addresses in results
    )
    assert sum(rank == 1 for rank in ranks) >= math.ceil(first * len(ranks)), places
    # 97 of 100 are 29.1 of 30: one may be missed.
    assert sum(0 < rank <= 3 for rank in ranks) >= math.floor(three * len(ranks)), places
    assert not desktop.faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_words_find_their_page(desktop: View, language: str) -> None:
    desktop.open(home(language))
    found = {query: desktop.search(query.text)[:2] for query in queries(language, "aliases")}
    assert {query.text: places for query, places in found.items() if not query.rank(places)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_whole_errors_are_words(desktop: View, language: str) -> None:
    desktop.open(home(language))
    for name, page in KEYS.items():
        assert desktop.search(name)[0].startswith(page), name
    for error, entry in ERRORS.items():
        assert desktop.search(error)[0] == f"errors/#{entry}", error


def test_each_language_finds_its_own_pages(desktop: View) -> None:
    desktop.open("zh/faq/")
    desktop.search("Claude Code")
    desktop.page.keyboard.press("Enter")
    desktop.page.wait_for_url("**/zh/api-keys/claude-code/**")
    desktop.page.wait_for_selector("html.ready", state="attached")
    assert not desktop.faults


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_it_opens_and_closes_by_keyboard(desktop: View, keys: str) -> None:
    desktop.open("faq/")
    desktop.page.keyboard.press(keys)
    field = desktop.page.locator("#search input")
    expect(field).to_be_focused()
    # A slash in the field is a character.
    desktop.page.keyboard.type("/v1")
    expect(field).to_have_value("/v1")
    desktop.page.keyboard.press("Escape")
    expect(desktop.page.locator("#search")).not_to_be_visible()


def test_arrows_choose_and_enter_opens(desktop: View) -> None:
    desktop.open("faq/")
    addresses = desktop.search("base url")
    field = desktop.page.locator("#search input")
    for key, place in {"ArrowDown": 1, "ArrowUp": 0}.items():
        field.press(key)
        expect(desktop.page.locator("#results [aria-selected='true']")).to_have_attribute(
            "id", f"result-{place}"
        )
        expect(field).to_have_attribute("aria-activedescendant", f"result-{place}")
    field.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", f"result-{len(addresses) - 1}")
    field.press("ArrowDown")
    field.press("Enter")
    desktop.page.wait_for_url(f"**/{addresses[0]}")
    # Going back finds the query again.
    desktop.page.go_back()
    expect(field).to_have_value("base url")


def test_an_input_method_is_not_disturbed(desktop: View) -> None:
    """Enter while composing takes a candidate; what is composed so far is searched already."""
    desktop.open("zh/faq/")
    desktop.search("")
    client = desktop.page.context.new_cdp_session(desktop.page)
    client.send("Input.imeSetComposition", {"text": "充值", "selectionStart": 2, "selectionEnd": 2})
    expect(desktop.page.locator("#results a").first).to_be_visible()
    desktop.page.locator("#search input").dispatch_event(
        "keydown", {"key": "Enter", "isComposing": True, "bubbles": True}
    )
    assert desktop.page.url.endswith("/zh/faq/")
    client.send("Input.insertText", {"text": "充值"})
    expect(desktop.page.locator("#search input")).to_have_value("充值")
    # Text that arrives without a key, as from the mouse's menu.
    desktop.page.locator("#search input").evaluate(
        "field => { field.value = ''; document.execCommand('insertText', false, '发票'); }"
    )
    expect(desktop.page.locator("#results a").first).to_contain_text("发票")


def test_an_address_may_carry_a_query(desktop: View) -> None:
    desktop.open("faq/?q=invoice")
    expect(desktop.page.locator("#search input")).to_have_value("invoice")
    expect(desktop.page.locator("#results a").first).to_contain_text("invoices")
    expect(desktop.page.locator("#results mark").first).to_have_text("invoice")
    desktop.page.keyboard.press("Escape")
    expect(desktop.page).to_have_url(f"{desktop.host.url}/faq/")


@pytest.mark.parametrize(
    ("language", "none", "one", "many"),
    [("en", "Nothing found", "1 result", "12 results"), ("zh", "没有找到", "1 条结果", "12 条结果")],
)
def test_a_screen_reader_hears_how_many(desktop: View, language: str, none: str, one: str, many: str) -> None:
    desktop.open(home(language))
    count = desktop.page.locator("#search .count")
    desktop.search("api")
    expect(count).to_have_text(many)
    assert count.get_attribute("role") == "status"
    desktop.search("zzzzqqqq")
    expect(count).to_contain_text(none)
    links = desktop.page.locator("#search .elsewhere a")
    expect(links).to_have_count(2)
    ends = ("troubleshooting/#paste-your-error", "support/")
    assert all(
        str(link.get_attribute("href")).endswith(end) for link, end in zip(links.all(), ends, strict=True)
    )
    # One section only speaks of it.
    desktop.search("NextChat")
    expect(count).to_have_text(one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_light_and_loads_on_first_use(desktop: View, language: str) -> None:
    desktop.open(f"{home(language)}faq/")
    pages = [page for page in built().pages if page.language == language]
    before = len(desktop.requests)
    assert not any("search" in request.url or "dialog" in request.url for request in desktop.requests)
    desktop.search("key")
    loaded = desktop.requests[before:]
    assert [request.url.rsplit("/", 1)[-1].split(".")[0] for request in loaded] == ["dialog", "search"]
    assert sum(request.sizes()["responseBodySize"] for request in loaded) <= WEIGHT * len(pages)
    desktop.page.keyboard.press("Escape")
    desktop.search("model")
    assert len(desktop.requests) == before + 2


UNKNOWN = (
    "FrobnicatorError: the frobnicator is out of cheese, try another mouse with key sk-0123456789abcdef0123"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_error_is_not_answered(desktop: View, language: str) -> None:
    """The general sections know nothing of it, and say nothing; the box and the support are offered."""
    desktop.open(home(language))
    assert desktop.search(UNKNOWN) == []
    expect(desktop.page.locator("#search .count")).to_have_text(
        {"en": "This error text stands nowhere in these pages.", "zh": "文档里没有这段报错。"}[language]
    )
    expect(desktop.page.locator("#search .elsewhere a").first).to_be_visible()
    assert not desktop.faults


def test_a_key_in_a_query_is_cut(desktop: View) -> None:
    desktop.open("faq/")
    [first, *_] = desktop.search("401 INVALID_API_KEY Bearer sk-0123456789abcdef0123")
    assert first == "errors/#invalid-api-key"
    expect(desktop.page.locator("#search input")).to_have_value("401 INVALID_API_KEY Bearer sk-0…23")
    desktop.page.keyboard.press("Enter")
    desktop.page.wait_for_url("**/errors/#invalid-api-key")
    desktop.page.go_back()
    assert "0123456789" not in desktop.page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_error_index_is_loaded_once_and_when_needed(desktop: View, language: str) -> None:
    """What a first search of an error costs besides: the index, its matcher, both once."""
    desktop.open(f"{home(language)}faq/")
    desktop.search("key")
    before = len(desktop.requests)
    desktop.search(INVALID_KEY)
    loaded = desktop.requests[before:]
    assert [request.url.rsplit("/", 1)[-1].split(".")[0] for request in loaded] == ["known", "errors"]
    assert sum(request.sizes()["responseBodySize"] for request in loaded) <= ERROR_WEIGHT
    desktop.search(CONCURRENCY)
    assert len(desktop.requests) == before + 2


def test_without_the_error_index_the_sections_are_found(desktop: View, served: SiteServer) -> None:
    served.gone.add("/errors.json")
    desktop.open("faq/")
    assert "troubleshooting/#authentication" in desktop.search(INVALID_KEY)[:2]
    served.gone.clear()
    assert desktop.search(f"{INVALID_KEY} ")[0] == "errors/#invalid-api-key"


def test_markup_in_a_query_stays_text(desktop: View) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    desktop.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    desktop.open(f"faq/?q={attack}")
    expect(desktop.page.locator("#search input")).to_have_value(attack)
    desktop.page.wait_for_selector("#search[aria-busy='false']")
    desktop.search(f"Unexpected token {attack}")
    assert desktop.page.locator("#search img, #search script").count() == 0
    # A pasted error without an answer is repeated to the reader.
    desktop.search("<b>qqqq</b>zzzz")
    assert desktop.page.locator("#search b").count() == 0
    desktop.open(f"faq/#{attack}")
    expect(desktop.page.locator(".lost-section")).to_contain_text(attack)
    assert desktop.page.locator(".lost-section img").count() == 0
    assert not desktop.faults


def test_what_did_not_arrive_is_said(desktop: View, served: SiteServer) -> None:
    desktop.open("faq/")
    served.gone.add("/search.json")
    desktop.search("invoice")
    expect(desktop.page.locator("#search .count")).to_contain_text("did not load")
    expect(desktop.page.locator("#search .elsewhere a").first).to_be_visible()
    # The next key tries again.
    served.gone.clear()
    desktop.page.fill("#search input", "invoices")
    expect(desktop.page.locator("#results a").first).to_contain_text("invoices")


def test_a_script_that_did_not_arrive_is_said(desktop: View, served: SiteServer) -> None:
    scripts = (served.folder / "assets").glob("dialog.*.js")
    served.gone |= {f"/{path.relative_to(served.folder)}" for path in scripts}
    desktop.open("faq/")
    desktop.page.keyboard.press("/")
    expect(desktop.page.locator("#search .count")).to_contain_text("did not load")
    desktop.page.locator("#search .close").click()
    expect(desktop.page.locator("#search")).not_to_be_visible()


def test_it_fits_a_phone(browser: Browser, served: SiteServer) -> None:
    with view(browser, served, PHONE, has_touch=True) as phone:
        phone.open("zh/")
        phone.search("充值")
        box = phone.page.locator("#search").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
