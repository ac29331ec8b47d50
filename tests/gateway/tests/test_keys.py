"""Every state of a key on /v1 and /v1beta, and how a key is carried (gateway.md 2.2 to 2.5, 2.8 to 2.10)."""

from typing import Any

import pytest

from tests.gateway import Gateway, Session, auth, proxy, server
from tests.gateway.keys import STATES, Stage, find
from tests.gateway.records import BLOCK_SECONDS, INVALID_ATTEMPTS
from tests.gateway.tests.testing import MAIN, client, post
from tests.site.facts import api_hosts

GENERATE = f"/v1beta/models/{MAIN['gemini']}:generateContent"
DAILY = 'error: code=429 reason="DAILY_LIMIT_EXCEEDED" message="daily usage limit exceeded" metadata=map[]'
NO_GROUP = "API Key is not assigned to any group and cannot be used. Please contact the administrator to assign it to a group."

# gateway.md 2.5: state, status, code, message.
FLAT = [
    ("disabled", 401, "API_KEY_DISABLED", "API key is disabled"),
    ("ip-denied", 403, "ACCESS_DENIED", "Access denied. Your IP is 203.0.113.7"),
    ("user-disabled", 401, "USER_INACTIVE", "User account is not active"),
    ("group-deleted", 403, "GROUP_DELETED", "API Key 所属分组已删除"),
    ("group-disabled", 403, "GROUP_DISABLED", "API Key 所属分组已停用"),
    ("group-not-allowed", 403, "GROUP_NOT_ALLOWED", "API Key 所属专属分组不再允许当前用户使用"),
    ("no-subscription", 403, "SUBSCRIPTION_NOT_FOUND", "No active subscription found for this group"),
    ("quota-exhausted", 429, "API_KEY_QUOTA_EXHAUSTED", "API key 额度已用完"),
    ("expired", 403, "API_KEY_EXPIRED", "API key 已过期"),
    ("daily-limit-exceeded", 429, "USAGE_LIMIT_EXCEEDED", DAILY),
    ("empty-wallet", 403, "INSUFFICIENT_BALANCE", "Insufficient account balance"),
    ("deleted", 401, "INVALID_API_KEY", "Invalid API key"),
    ("no-such-state", 401, "INVALID_API_KEY", "Invalid API key"),
    ("other-site", 401, "INVALID_API_KEY", "Invalid API key"),
]
GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    429: "RESOURCE_EXHAUSTED",
}
# States that show only where something is generated, or that work: their tests are in test_providers.py.
ELSEWHERE = {state for state, entry in STATES.items() if entry.stage is None or entry.stage > Stage.GROUP}


def test_every_state_has_a_row() -> None:
    rows = {state for state, *_ in FLAT} | {"ungrouped"}
    assert rows | ELSEWHERE >= set(STATES)
    assert rows & set(STATES) == (set(STATES) - ELSEWHERE) | {"other-site"}


@pytest.mark.parametrize(("state", "status", "code", "message"), FLAT)
@pytest.mark.parametrize("provider", ["", "anthropic-"])
@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/v1/models"])
def test_v1(
    session: Session, provider: str, path: str, state: str, status: int, code: str, message: str
) -> None:
    with client(session, f"sk-your-{provider}{state}-key") as http:
        answer = http.get(path) if path == "/v1/models" else http.post(path, json={})
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert "retry-after" not in answer.headers
    assert session.requests[0].error == code


@pytest.mark.parametrize(("state", "status", "_code", "message"), FLAT)
def test_v1beta(session: Session, state: str, status: int, _code: str, message: str) -> None:
    answer = post(session, GENERATE, f"sk-your-gemini-{state}-key")
    error = {"code": status, "message": message, "status": GOOGLE_STATUS[status]}
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert session.requests[0].error == GOOGLE_STATUS[status]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/responses", "/v1/messages"])
def test_ungrouped_has_one_form_on_v1(session: Session, path: str) -> None:
    answer = post(session, path, "sk-your-ungrouped-key")
    assert answer.status_code == 403
    assert answer.json() == {"type": "error", "error": {"type": "permission_error", "message": NO_GROUP}}


def test_ungrouped_on_v1beta(session: Session) -> None:
    answer = post(session, GENERATE, "sk-your-gemini-ungrouped-key")
    assert answer.json() == {"error": {"code": 403, "message": NO_GROUP, "status": "PERMISSION_DENIED"}}


@pytest.mark.parametrize("key", ["sk-your-quota-exhausted-key", "sk-your-anthropic-quota-exhausted-key"])
def test_a_used_up_key_on_responses(session: Session, key: str) -> None:
    answer = post(session, "/v1/responses", key)
    error = {
        "code": "insufficient_quota",
        "message": "API key 额度已用完",
        "param": None,
        "type": "insufficient_quota",
    }
    assert (answer.status_code, answer.json()) == (429, {"error": error})


@pytest.mark.parametrize(
    "key",
    [
        "",
        "sk-your-key",
        "sk-your--key",
        "sk-your-openai-key ",
        "sk-YOUR-openai-key",
        "sk-your-openai-openai-key",
    ],
)
def test_what_is_no_key(key: str) -> None:
    assert find(key, api_hosts()[0]) is None


@pytest.mark.parametrize("site", range(3))
def test_a_placeholder_works_on_every_site_but_the_other_sites_key(session: Session, site: int) -> None:
    statuses = []
    for key in ("sk-your-openai-key", "sk-your-other-site-key"):
        with client(session, key, site) as http:
            statuses.append(http.get("/v1/models").status_code)
    assert statuses == [200, 200 if site == 1 else 401]
    assert session.requests[0].host == api_hosts()[site]


GOOD, BAD = "sk-your-openai-key", "sk-your-nothing-key"
GOOD_GEMINI = "sk-your-gemini-key"
REQUIRED = {
    "code": "API_KEY_REQUIRED",
    "message": "API key is required in Authorization header (Bearer scheme), x-api-key header, or x-goog-api-key header",
}
INVALID = {"code": "INVALID_API_KEY", "message": "Invalid API key"}
DEPRECATED = {
    "code": "api_key_in_query_deprecated",
    "message": "API key in query parameter is deprecated. Please use Authorization header instead.",
}


@pytest.mark.parametrize(
    ("headers", "query", "status", "body", "auth"),
    [
        ({"Authorization": f"Bearer {GOOD}"}, "", 200, None, ("Authorization: Bearer",)),
        ({"Authorization": f"bEARER   {GOOD}"}, "", 200, None, ("Authorization: Bearer",)),
        ({"x-api-key": GOOD}, "", 200, None, ("x-api-key",)),
        ({"x-goog-api-key": GOOD}, "", 200, None, ("x-goog-api-key",)),
        (
            {"Authorization": f"Bearer {BAD}", "x-api-key": GOOD},
            "",
            401,
            INVALID,
            ("Authorization: Bearer", "x-api-key"),
        ),
        (
            {"Authorization": f"Bearer {GOOD}", "x-api-key": BAD},
            "",
            200,
            None,
            ("Authorization: Bearer", "x-api-key"),
        ),
        ({"x-api-key": BAD, "x-goog-api-key": GOOD}, "", 401, INVALID, ("x-api-key", "x-goog-api-key")),
        ({"Authorization": GOOD}, "", 401, REQUIRED, ("Authorization",)),
        ({"Authorization": f"Basic {GOOD}"}, "", 401, REQUIRED, ("Authorization",)),
        ({"Authorization": "Bearer"}, "", 401, REQUIRED, ("Authorization: Bearer",)),
        (
            {"Authorization": f"Basic {GOOD}", "x-api-key": GOOD},
            "",
            200,
            None,
            ("Authorization", "x-api-key"),
        ),
        ({}, "", 401, REQUIRED, ()),
        ({}, f"?key={GOOD}", 400, DEPRECATED, ("?key=",)),
        (
            {"Authorization": f"Bearer {GOOD}"},
            f"?api_key={GOOD}",
            400,
            DEPRECATED,
            ("Authorization: Bearer", "?api_key="),
        ),
        ({"Authorization": f"Bearer {GOOD}"}, "?key=", 200, None, ("Authorization: Bearer",)),
        ({"x-api-key": "k" * 129}, "", 401, INVALID, ("x-api-key",)),
        ({"x-api-key": "k" * 129}, "?key=x", 401, INVALID, ("x-api-key", "?key=")),
        (
            {"Authorization": "Basic " + "k" * 251, "x-api-key": GOOD},
            "",
            401,
            INVALID,
            ("Authorization", "x-api-key"),
        ),
    ],
)
def test_carriers_on_v1(
    session: Session, headers: dict[str, str], query: str, status: int, body: Any, auth: tuple[str, ...]
) -> None:
    with client(session) as http:
        answer = http.get(f"/v1/models{query}", headers=headers)
    assert answer.status_code == status
    assert body is None or answer.json() == body
    assert session.requests[0].auth == auth


@pytest.mark.parametrize(
    ("headers", "query", "status", "message"),
    [
        ({"x-goog-api-key": GOOD_GEMINI, "Authorization": f"Bearer {BAD}"}, "", 200, ""),
        ({"x-goog-api-key": BAD, "Authorization": f"Bearer {GOOD_GEMINI}"}, "", 401, "Invalid API key"),
        ({"Authorization": f"Bearer {GOOD_GEMINI}", "x-api-key": BAD}, "", 200, ""),
        ({"x-api-key": BAD}, f"?key={GOOD_GEMINI}", 401, "Invalid API key"),
        ({"x-api-key": GOOD_GEMINI}, f"?key={BAD}", 200, ""),
        ({}, f"?key={GOOD_GEMINI}", 200, ""),
        ({}, "", 401, "API key is required"),
        (
            {"x-goog-api-key": GOOD_GEMINI},
            "?api_key=x",
            400,
            "Query parameter api_key is deprecated. Use Authorization header or key instead.",
        ),
    ],
)
def test_carriers_on_v1beta(
    session: Session, headers: dict[str, str], query: str, status: int, message: str
) -> None:
    with client(session) as http:
        answer = http.get(f"/v1beta/models{query}", headers=headers)
    assert answer.status_code == status
    if message:
        assert answer.json() == {
            "error": {"code": status, "message": message, "status": GOOGLE_STATUS[status]}
        }


def test_the_limits_are_the_gateways() -> None:
    """gateway.md 2.5 row 0 and 2.3: the other tests take them from the mock, and would follow it anywhere."""
    assert (INVALID_ATTEMPTS, BLOCK_SECONDS) == (120, 60)
    assert (auth.MAX_KEY, auth.MAX_AUTHORIZATION) == (128, 256)
    assert (server.START_TIMEOUT, proxy.HTTPS, proxy.HEAD_TIMEOUT) == (30, 443, 30)


@pytest.mark.parametrize("character", ["<", ">", "&"])
def test_an_error_escapes_what_html_would_take(session: Session, character: str) -> None:
    """gateway.md 2.1: wherever the gateway repeats a client's words."""
    answer = post(session, "/v1/chat/completions", GOOD, model=f"gpt{character}9")
    escaped = f"\\u{ord(character):04x}"
    assert f'Model \\"gpt{escaped}9\\" is not supported' in answer.text
    assert character not in answer.text


def test_too_many_invalid_attempts(session: Session, gateway: Gateway) -> None:
    text = "Too many invalid authentication attempts; retry later"
    with client(session, BAD) as http:
        answers = [http.get("/v1/models") for _ in range(INVALID_ATTEMPTS + 1)]
        assert {answer.status_code for answer in answers} == {401}
        blocked = http.get("/v1/models", headers={"Authorization": f"Bearer {GOOD}"})
        google = http.get("/v1beta/models")
    assert (blocked.status_code, blocked.headers["retry-after"]) == (429, str(BLOCK_SECONDS))
    assert blocked.json() == {"code": "INVALID_AUTH_RATE_LIMITED", "message": text}
    assert google.json() == {"error": {"code": 429, "message": text, "status": "RESOURCE_EXHAUSTED"}}
    with gateway.session("another") as other, client(other, GOOD) as http:
        assert http.get("/v1/models").status_code == 200


def test_the_old_dialect() -> None:
    """gateway.md 2.16: what a client could see change after 2026-06-06."""
    with Gateway(dialect="old") as old, old.session("old") as session:
        with client(session, "sk-your-ip-denied-key") as http:
            assert http.get("/v1/models").json()["message"] == "Access denied"
        with client(session, "sk-your-group-not-allowed-key") as http:
            assert http.get("/v1/models").status_code == 200
            assert http.get("/models").headers["content-type"].startswith("text/html")
        for state in ("expired", "quota-exhausted"):
            error = {"code": 401, "message": "API key is disabled", "status": "UNAUTHENTICATED"}
            assert post(session, GENERATE, f"sk-your-gemini-{state}-key").json() == {"error": error}
        assert post(session, GENERATE, "sk-your-gemini-ip-denied-key").status_code == 200
        assert (
            post(session, "/v1/responses", "sk-your-quota-exhausted-key").json()["code"]
            == "API_KEY_QUOTA_EXHAUSTED"
        )
        assert post(session, "/v1/chat/completions", GOOD, model="gpt-9").status_code == 503
        assert (
            post(session, "/v1/messages", "sk-your-anthropic-key", model="gpt-9")
            .json()["error"]["message"]
            .startswith("No available accounts: no available accounts supporting model: gpt-9 (total=1 ")
        )
        counted = post(session, "/v1/messages/count_tokens", "sk-your-dispatch-key")
        error = {"type": "not_found_error", "message": "Token counting is not supported for this platform"}
        assert (counted.status_code, counted.json()) == (404, {"type": "error", "error": error})
        with client(session, GOOD) as http:
            raw = (
                b'{"model": "%s", "messages": [{"role": "user", "content": "a\nb"}]}'
                % MAIN["openai"].encode()
            )
            assert http.post("/v1/chat/completions", content=raw).status_code == 400
            assert "data" in http.get("/v1/models?client_version=1").json()
