"""The tables of what works say what the mock answers in this run."""

import httpx
import pytest
import yaml

from tests.commands.capabilities import table
from tests.commands.capabilities.asks import CHAT, ENDPOINTS, Ask, body
from tests.gateway import Gateway
from tests.site.facts import ROOT

NAMES = yaml.safe_load((ROOT / "overrides" / "capabilities.yml").read_text(encoding="utf-8"))


def test_every_cell_is_what_was_answered(gateway: Gateway) -> None:
    assert table.table(gateway) == table.known(), "Run `make update`."


def test_every_row_has_a_name_in_each_language() -> None:
    assert [row["id"] for row in NAMES["features"]] == list(table.known()["features"])
    assert all(row[language] for row in NAMES["features"] for language in ("en", "zh"))
    assert set(NAMES["columns"]) == set(ENDPOINTS)


@pytest.mark.parametrize(
    ("more", "shows", "expected"),
    [
        ({}, "pong", "yes"),
        ({"seed": 1}, "seed", "dropped"),
        (
            {"model": "gpt-0"},
            "pong",
            '404 Model "gpt-0" is not supported by any configured account in this group',
        ),
    ],
)
def test_a_verdict(gateway: Gateway, more: dict[str, object], shows: str, expected: str) -> None:
    assert table.verdict(gateway, CHAT, Ask(body(CHAT, "Say pong", **more), shows)) == expected


def test_an_answer_without_what_was_asked_for_is_no_verdict(gateway: Gateway) -> None:
    with pytest.raises(AssertionError, match="nothing was dropped"):
        table.verdict(gateway, CHAT, Ask(body(CHAT, "Say pong"), "ping"))


def test_the_status_is_told_once() -> None:
    assert table.said(httpx.Response(404, text="404 page not found")) == "404 page not found"
    assert table.said(httpx.Response(403, json={"code": "X", "message": "no"})) == "403 no"
