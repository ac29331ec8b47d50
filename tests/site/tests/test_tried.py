"""What was recorded by hand of programs with a window is what the mock answers today."""

import datetime
from typing import Any

import httpx
import pytest
import yaml

from tests.gateway import Gateway
from tests.gateway.tests.testing import client
from tests.site.facts import ROOT, facts

TRIED: list[dict[str, Any]] = yaml.safe_load((ROOT / "overrides" / "tried.yml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(row, id=f"{entry['program']}: {row['key']} {row['base']} {row['sends']}")
    for entry in TRIED
    for row in entry["rows"]
]
SAY = "Say pong"
BODIES: dict[str, dict[str, Any]] = {
    "completions": {"messages": [{"role": "user", "content": SAY}]},
    "responses": {"input": SAY},
    "messages": {"messages": [{"role": "user", "content": SAY}], "max_tokens": 64},
    "models": {},
    "contents": {"contents": [{"parts": [{"text": SAY}]}]},
}


@pytest.mark.parametrize("row", ROWS)
def test_the_mock_answers_as_it_did(row: dict[str, Any], gateway: Gateway) -> None:
    method, path = row["sends"].split(" ")
    key = f"sk-your-{row['key']}-key"
    name, _, scheme = row["with"].partition(": ")
    body = BODIES["contents" if ":stream" in path else path.rpartition("/")[2]]
    with gateway.session("tried") as session, client(session) as http:
        answer = http.request(
            method,
            path,
            headers={name: f"{scheme} {key}".strip()},
            json=body | {"model": row["model"]} if "model" in row else None,
        )
    assert answer.status_code == row["status"], answer.text
    assert ("pong" in answer.text) == (row["status"] == httpx.codes.OK and "model" in row)


def test_each_entry_shows_on_its_page_and_is_not_old() -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    for entry in TRIED:
        for language in ("en", "zh"):
            page = ROOT / "docs" / language / f"{entry['page']}.md"
            text = page.read_text(encoding="utf-8")
            assert f'"{entry["page"]}", "{entry["section"]}" %}}{{% include "tried.md" %}}' in text, page
            assert str(entry["day"]) in text, page
            assert entry["in"] in text, page
        assert today - entry["day"] < datetime.timedelta(days=180), f"{entry['program']}: run it again"
        assert {row["key"] for row in entry["rows"]} <= set(facts()["providers"])
