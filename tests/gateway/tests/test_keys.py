"""Every state of a key on /v1 and /v1beta (2.2, 2.4, 2.5)."""

import pytest

from tests.gateway import Gateway, Session, auth, proxy, server
from tests.gateway.keys import STATES, Stage, find
from tests.gateway.records import BLOCK_SECONDS, INVALID_ATTEMPTS
from tests.gateway.tests.forms import ant, goo
from tests.gateway.tests.testing import CHAT, GENERATE, MESSAGES, OPENAI, RESPONSES, client, post
from tests.site.facts import api_hosts

DAILY = 'error: code=429 reason="DAILY_LIMIT_EXCEEDED" message="daily usage limit exceeded" metadata=map[]'
NO_GROUP = (
    "API Key is not assigned to any group and cannot be used. "
    "Please contact the administrator to assign it to a group."
)

# 2.5: state, status, code, message.
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
GOOGLE_STATUS = {401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 429: "RESOURCE_EXHAUSTED"}
# States that show only where something is generated, or that work: test_limits.py has their tests.
ELSEWHERE = {state for state, entry in STATES.items() if entry.stage is None or entry.stage > Stage.GROUP}


def test_every_state_has_a_row() -> None:
    rows = {state for state, *_ in FLAT} | {"ungrouped"}
    assert rows | ELSEWHERE >= set(STATES)
    assert rows & set(STATES) == (set(STATES) - ELSEWHERE) | {"other-site"}


@pytest.mark.parametrize(("state", "status", "code", "message"), FLAT)
@pytest.mark.parametrize("provider", ["", "anthropic-"])
@pytest.mark.parametrize(("method", "path"), [("POST", CHAT), ("POST", MESSAGES), ("GET", "/v1/models")])
def test_v1(
    session: Session,
    provider: str,
    method: str,
    path: str,
    state: str,
    status: int,
    code: str,
    message: str,
) -> None:
    with client(session, f"sk-your-{provider}{state}-key") as http:
        answer = http.request(method, path, json={} if method == "POST" else None)
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


@pytest.mark.parametrize("path", [CHAT, RESPONSES, MESSAGES])
def test_ungrouped_has_one_form_on_v1(session: Session, path: str) -> None:
    answer = post(session, path, "sk-your-ungrouped-key")
    assert (answer.status_code, answer.json()) == (403, ant("permission_error", NO_GROUP))


def test_ungrouped_on_v1beta(session: Session) -> None:
    answer = post(session, GENERATE, "sk-your-gemini-ungrouped-key")
    assert answer.json() == goo(403, "PERMISSION_DENIED", NO_GROUP)


@pytest.mark.parametrize("key", ["sk-your-quota-exhausted-key", "sk-your-anthropic-quota-exhausted-key"])
def test_a_used_up_key_on_responses(session: Session, key: str) -> None:
    answer = post(session, RESPONSES, key)
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
def test_a_placeholder_works_on_every_site(session: Session, site: int) -> None:
    with client(session, OPENAI, site) as http:
        assert http.get("/v1/models").status_code == 200
    assert session.requests[0].host == api_hosts()[site]


@pytest.mark.parametrize(("site", "status"), [(0, 401), (1, 200), (2, 401)])
def test_the_other_sites_key_works_on_one_site(session: Session, site: int, status: int) -> None:
    with client(session, "sk-your-other-site-key", site) as http:
        assert http.get("/v1/models").status_code == status


def test_the_limits_are_the_gateways() -> None:
    """2.5 row 0 and 2.3: the other tests take the limits from the mock, and would follow it anywhere."""
    assert (INVALID_ATTEMPTS, BLOCK_SECONDS) == (120, 60)
    assert (auth.MAX_KEY, auth.MAX_AUTHORIZATION) == (128, 256)
    assert (server.START_TIMEOUT, proxy.HTTPS, proxy.HEAD_TIMEOUT) == (30, 443, 30)


@pytest.mark.parametrize("character", ["<", ">", "&"])
def test_an_error_escapes_what_html_would_take(session: Session, character: str) -> None:
    """2.1: wherever the gateway repeats a client's words."""
    answer = post(session, CHAT, OPENAI, model=f"gpt{character}9")
    escaped = f"\\u{ord(character):04x}"
    assert f'Model \\"gpt{escaped}9\\" is not supported' in answer.text
    assert character not in answer.text


def test_too_many_invalid_attempts(session: Session, gateway: Gateway) -> None:
    message = "Too many invalid authentication attempts; retry later"
    with client(session, "sk-your-nothing-key") as http:
        answers = [http.get("/v1/models") for _ in range(INVALID_ATTEMPTS + 1)]
        assert {answer.status_code for answer in answers} == {401}
        blocked = http.get("/v1/models", headers={"Authorization": f"Bearer {OPENAI}"})
        google = http.get("/v1beta/models")
    assert (blocked.status_code, blocked.headers["retry-after"]) == (429, str(BLOCK_SECONDS))
    assert blocked.json() == {"code": "INVALID_AUTH_RATE_LIMITED", "message": message}
    assert google.json() == goo(429, "RESOURCE_EXHAUSTED", message)
    with gateway.session("another") as other, client(other, OPENAI) as http:
        assert http.get("/v1/models").status_code == 200
