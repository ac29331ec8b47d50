"""How a key is carried (2.3)."""

from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.forms import goo
from tests.gateway.tests.testing import GEMINI, OPENAI, client

GOOD, BAD = OPENAI, "sk-your-nothing-key"
BEARER = "Authorization: Bearer"
REQUIRED = {
    "code": "API_KEY_REQUIRED",
    "message": (
        "API key is required in Authorization header (Bearer scheme), "
        "x-api-key header, or x-goog-api-key header"
    ),
}
INVALID = {"code": "INVALID_API_KEY", "message": "Invalid API key"}
DEPRECATED = {
    "code": "api_key_in_query_deprecated",
    "message": "API key in query parameter is deprecated. Please use Authorization header instead.",
}


@pytest.mark.parametrize(
    ("headers", "query", "auth"),
    [
        pytest.param({"Authorization": f"Bearer {GOOD}"}, "", (BEARER,), id="Bearer"),
        pytest.param({"Authorization": f"bEARER   {GOOD}"}, "", (BEARER,), id="Bearer in other letters"),
        pytest.param({"x-api-key": GOOD}, "", ("x-api-key",), id="x-api-key"),
        pytest.param({"x-goog-api-key": GOOD}, "", ("x-goog-api-key",), id="x-goog-api-key"),
        pytest.param(
            {"Authorization": f"Bearer {GOOD}", "x-api-key": BAD},
            "",
            (BEARER, "x-api-key"),
            id="Bearer counts before x-api-key",
        ),
        pytest.param(
            {"Authorization": f"Basic {GOOD}", "x-api-key": GOOD},
            "",
            ("Authorization", "x-api-key"),
            id="x-api-key beside another scheme",
        ),
        pytest.param(
            {"Authorization": f"Bearer {GOOD}"}, "?key=", (BEARER,), id="Bearer beside an empty parameter"
        ),
    ],
)
def test_carriers_that_work_on_v1(
    session: Session, headers: dict[str, str], query: str, auth: tuple[str, ...]
) -> None:
    with client(session) as http:
        assert http.get(f"/v1/models{query}", headers=headers).status_code == 200
    assert session.requests[0].auth == auth


@pytest.mark.parametrize(
    ("headers", "query", "status", "body", "auth"),
    [
        pytest.param(
            {"Authorization": f"Bearer {BAD}", "x-api-key": GOOD},
            "",
            401,
            INVALID,
            (BEARER, "x-api-key"),
            id="Bearer counts before x-api-key",
        ),
        pytest.param(
            {"x-api-key": BAD, "x-goog-api-key": GOOD},
            "",
            401,
            INVALID,
            ("x-api-key", "x-goog-api-key"),
            id="x-api-key counts before x-goog-api-key",
        ),
        pytest.param({"Authorization": GOOD}, "", 401, REQUIRED, ("Authorization",), id="no scheme"),
        pytest.param({"Authorization": f"Basic {GOOD}"}, "", 401, REQUIRED, ("Authorization",), id="Basic"),
        pytest.param({"Authorization": "Bearer"}, "", 401, REQUIRED, (BEARER,), id="Bearer without a key"),
        pytest.param({}, "", 401, REQUIRED, (), id="nothing"),
        pytest.param({}, f"?key={GOOD}", 400, DEPRECATED, ("?key=",), id="?key="),
        pytest.param(
            {"Authorization": f"Bearer {GOOD}"},
            f"?api_key={GOOD}",
            400,
            DEPRECATED,
            (BEARER, "?api_key="),
            id="?api_key= beside Bearer",
        ),
        pytest.param({"x-api-key": "k" * 129}, "", 401, INVALID, ("x-api-key",), id="a key too long"),
        pytest.param(
            {"x-api-key": "k" * 129},
            "?key=x",
            401,
            INVALID,
            ("x-api-key", "?key="),
            id="a key too long, beside ?key=",
        ),
        pytest.param(
            {"Authorization": "Basic " + "k" * 251, "x-api-key": GOOD},
            "",
            401,
            INVALID,
            ("Authorization", "x-api-key"),
            id="an Authorization too long, beside x-api-key",
        ),
    ],
)
def test_carriers_that_are_refused_on_v1(
    session: Session,
    headers: dict[str, str],
    query: str,
    status: int,
    body: dict[str, Any],
    auth: tuple[str, ...],
) -> None:
    with client(session) as http:
        answer = http.get(f"/v1/models{query}", headers=headers)
    assert (answer.status_code, answer.json()) == (status, body)
    assert session.requests[0].auth == auth


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        pytest.param(
            {"x-goog-api-key": GEMINI, "Authorization": f"Bearer {BAD}"},
            "",
            id="x-goog-api-key counts before Bearer",
        ),
        pytest.param(
            {"Authorization": f"Bearer {GEMINI}", "x-api-key": BAD}, "", id="Bearer counts before x-api-key"
        ),
        pytest.param({"x-api-key": GEMINI}, f"?key={BAD}", id="x-api-key counts before ?key="),
        pytest.param({}, f"?key={GEMINI}", id="?key="),
    ],
)
def test_carriers_that_work_on_v1beta(session: Session, headers: dict[str, str], query: str) -> None:
    with client(session) as http:
        assert http.get(f"/v1beta/models{query}", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "query", "refusal"),
    [
        pytest.param(
            {"x-goog-api-key": BAD, "Authorization": f"Bearer {GEMINI}"},
            "",
            goo(401, "UNAUTHENTICATED", "Invalid API key"),
            id="x-goog-api-key counts before Bearer",
        ),
        pytest.param(
            {"x-api-key": BAD},
            f"?key={GEMINI}",
            goo(401, "UNAUTHENTICATED", "Invalid API key"),
            id="x-api-key counts before ?key=",
        ),
        pytest.param({}, "", goo(401, "UNAUTHENTICATED", "API key is required"), id="nothing"),
        pytest.param(
            {"x-goog-api-key": GEMINI},
            "?api_key=x",
            goo(
                400,
                "INVALID_ARGUMENT",
                "Query parameter api_key is deprecated. Use Authorization header or key instead.",
            ),
            id="?api_key=",
        ),
    ],
)
def test_carriers_that_are_refused_on_v1beta(
    session: Session, headers: dict[str, str], query: str, refusal: dict[str, Any]
) -> None:
    with client(session) as http:
        answer = http.get(f"/v1beta/models{query}", headers=headers)
    assert (answer.status_code, answer.json()) == (refusal["error"]["code"], refusal)
