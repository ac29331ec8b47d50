"""What a block sent and got is on the page as it was recorded, and nothing else is."""

import json
import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup

from tests.gateway.records import Answer
from tests.reader import wire
from tests.reader.pages import Page, Site
from tests.reader.recorder import Recorded
from tests.site.build import LANGUAGES

PROMPT = "a" * 1234


def recorded(body: Any = None, answer: str = "", status: int = 200, **headers: str) -> Recorded:
    """Return a request with its answer."""
    request = SimpleNamespace(
        line="POST /v1/messages",
        headers={"host": "api.tokenfor.me", "x-api-key": "sk-your-…-key", "user-agent": "x/1", **headers},
        body=body,
        status=status,
        answer=Answer({"content-type": "text/plain", "date": "today"}, bytearray(answer.encode())),
    )
    return cast("Recorded", request)


def shown(body: Any = None, answer: str = "", status: int = 200) -> wire.Exchange:
    """Return what a page shows of one request."""
    [exchange] = wire.exchanges([recorded(body, answer, status)])
    return exchange


def test_headers_that_decide_are_whole_the_others_by_name() -> None:
    exchange = shown(status=429)
    assert exchange["request"].splitlines() == [
        "POST /v1/messages HTTP/1.1",
        "host: api.tokenfor.me",
        "x-api-key: sk-your-…-key",
        "(user-agent)",
    ]
    assert exchange["answer"].splitlines() == [
        "HTTP/1.1 429 Too Many Requests",
        "content-type: text/plain",
        "(date)",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("gpt-5.5", '"gpt-5.5"'),
        (PROMPT, '"… 1,234"'),
        ([1, 2], "[1, 2]"),
        ([PROMPT, PROMPT], "[… 2]"),
        ({"content": PROMPT, "role": "user"}, '{"content", "role"}'),
        ("turn 0a1b2c3d-0000-4000-8000-0123456789ab", '"turn …"'),
        ("pck_0a1b2c3d00004000800001", '"…"'),
    ],
)
def test_a_body_is_there_to_its_first_level(value: object, text: str) -> None:
    assert f'  "name": {text}\n' in shown({"name": value})["request"]


def test_a_stream_is_its_first_event_and_its_last() -> None:
    text = shown(answer="data: 1\n\ndata: 2\n\ndata: 3\n\ndata: [DONE]\n\n")["answer"]
    assert text.endswith("\n\ndata: 1\n\n(… 2)\n\ndata: [DONE]")


def test_a_page_is_its_length() -> None:
    assert shown(answer="<html>" + PROMPT)["answer"].endswith("\n\n… 1,240")


def test_the_same_again_is_shown_once() -> None:
    assert len(wire.exchanges([recorded({"a": 1}), recorded({"a": 1}), recorded({"a": 2})])) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": "b" * 1000}, {"a": "b" * 1100}, True),
        ({"a": "b" * 1000}, {"a": "b" * 1300}, False),
        ({"max_tokens": 1000}, {"max_tokens": 1001}, False),
        ({"input_tokens": 1000}, {"input_tokens": 1001}, True),
        ({"a": 1}, {"b": 1}, False),
    ],
)
def test_only_lengths_and_counts_may_differ_a_little(one: object, other: object, *, same: bool) -> None:
    assert wire.agrees([shown(one)], [shown(other)]) is same
    assert not wire.agrees([shown(one)], [])


def test_two_requests_at_once_may_arrive_in_either_order() -> None:
    def asked(what: str, number: int) -> wire.Exchange:
        answer = json.dumps({"id": f"msg_{number:024}", "created": 1781496000 + number, "text": what})
        return shown({"ask": what}, answer)

    title_first = [asked("title", 1), asked("answer", 2)]
    assert wire.agrees(title_first, [asked("answer", 1), asked("title", 2)])
    assert not wire.agrees(title_first, [asked("answer", 1), asked("answer", 2)])
    assert not wire.agrees(title_first, [*title_first, asked("title", 3)])


def test_every_line_on_what_is_sent_has_its_record(site: Site) -> None:
    named = {step.wire for walkthrough in site.walkthroughs() for step in walkthrough.steps if step.sends}
    assert named == wire.known().keys(), "Run `make update`."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_what_was_recorded(pages: list[Page], language: str) -> None:
    found = {}
    for page in pages:
        if page.language == language:
            for fold in BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").select("details.wire"):
                name = str(fold.select("p.sends")[0]["data-wire"])
                found[name] = [part.get_text() for part in fold.select("pre")]
    assert found == {
        name: [text for exchange in exchanges for text in (exchange["request"], exchange["answer"])]
        for name, exchanges in wire.known().items()
    }


def test_no_record_holds_a_whole_key() -> None:
    assert re.findall(r"sk-[\w-]{9,}", json.dumps(wire.known(), ensure_ascii=False)) == []
