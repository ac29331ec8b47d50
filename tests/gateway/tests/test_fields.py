"""The mock hands on what overrides/fields.yml says was measured, cell by cell (2.17)."""

from operator import itemgetter
from typing import Any

import pytest
import yaml

from tests.gateway import Session
from tests.gateway.tests.testing import MAIN, PROVIDERS, client, hello
from tests.site.facts import ROOT

FIELDS: dict[str, Any] = yaml.safe_load((ROOT / "overrides" / "fields.yml").read_text(encoding="utf-8"))
CELLS = [
    (endpoint["path"], provider, row)
    for endpoint in FIELDS["endpoints"]
    for row in endpoint["rows"]
    for provider in PROVIDERS
    if provider in row
]


def name(cell: tuple[str, str, dict[str, Any]]) -> str:
    path, provider, row = cell
    value = row.get("value", row.get("below", ""))
    words = (path, row["field"], value["en"] if isinstance(value, dict) else value, provider)
    return " ".join(str(word) for word in words if word)


@pytest.mark.parametrize(("path", "provider", "row"), CELLS, ids=map(name, CELLS))
def test_what_arrives_of_a_field(session: Session, path: str, provider: str, row: dict[str, Any]) -> None:
    body = hello(path, MAIN[provider], **row.get("beside", {}))
    headers = {"anthropic-beta": "any"} if row.get("beta") else {}
    with client(session, f"sk-your-{provider}-key") as http:
        answers = [http.post(path, json=one, headers=headers) for one in (body, body | row["ask"])]
    assert [answer.status_code for answer in answers] == [200, 200], answers[-1].text
    assert session.unexpected == []
    without, sent = (request.sent for request in session.requests)
    lost = session.requests[1].lost
    match row[provider]:
        case True:
            assert sent != without
            assert scalars(row["ask"]) <= scalars(sent)
            assert lost == ()
        case False:
            assert sent == without
            assert not scalars(row["ask"]) or row["field"] in (*lost, "messages")
        case {"as": name}:
            assert name in names(sent)
            assert scalars(row["ask"]) <= scalars(sent)
            assert lost == ()
        case {"sent": part}:
            assert contains(sent, part), sent
            assert sent != without or lost


@pytest.mark.parametrize("endpoint", FIELDS["endpoints"], ids=itemgetter("id"))
def test_every_row_has_a_cell_for_the_same_keys(endpoint: dict[str, Any]) -> None:
    keys = [row.keys() & set(PROVIDERS) for row in endpoint["rows"]]
    assert keys == [keys[0]] * len(keys)
    assert len(keys[0]) >= 2


def scalars(value: Any) -> set[str]:
    """Return what a JSON value holds, its kinds (`"type": "function"`) and roles aside, as text."""
    match value:
        case dict():
            kept = [
                inner for name, inner in value.items() if name not in ("type", "role", "id", "tool_call_id")
            ]
            return {scalar for inner in kept for scalar in scalars(inner)}
        case list():
            return {scalar for inner in value for scalar in scalars(inner)}
        case None | "{}":
            return set()
    return {str(value)}


def names(value: Any) -> set[str]:
    """Return the names of all fields, at any depth."""
    match value:
        case dict():
            return set(value) | {name for inner in value.values() for name in names(inner)}
        case list():
            return {name for inner in value for name in names(inner)}
    return set()


def contains(value: Any, part: Any) -> bool:
    """Check whether a JSON value has a part: all its names, and lists as long as its own."""
    if isinstance(part, dict):
        return isinstance(value, dict) and all(
            name in value and contains(value[name], inner) for name, inner in part.items()
        )
    if isinstance(part, list):
        return isinstance(value, list) and len(value) == len(part) and all(map(contains, value, part))
    return bool(value == part)
