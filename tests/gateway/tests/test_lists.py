"""The lists of models and the usage (3 and 4)."""

from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.models import display_name
from tests.gateway.tests.testing import MAIN, client
from tests.site.facts import facts


def get(session: Session, path: str, key: str) -> Any:
    with client(session, key) as http:
        answer = http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


FIELDS = {
    "openai": {"id", "type", "display_name", "object", "created", "owned_by"},
    "anthropic": {"id", "type", "display_name", "created_at"},
    "gemini": {"id", "type", "display_name", "created_at"},
}


@pytest.mark.parametrize("provider", list(MAIN))
def test_models(session: Session, provider: str) -> None:
    body = get(session, "/v1/models", f"sk-your-{provider}-key")
    assert (body.keys(), body["object"]) == ({"data", "object"}, "list")
    assert [item["id"] for item in body["data"]] == facts()["models"][provider]["published"]
    assert all(item.keys() == FIELDS[provider] and item["type"] == "model" for item in body["data"])
    # Unix seconds, not milliseconds.
    assert all(10**9 < item.get("created", 1.5e9) < 2 * 10**9 for item in body["data"])
    # The path without /v1 is an alias.
    assert get(session, "/models", f"sk-your-{provider}-key") == body


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-5.4-mini", "GPT-5.4-mini"),
        ("claude-opus-4-8", "Claude Opus 4.8"),
        ("claude-haiku-4-5-20251001", "Claude Haiku 4.5"),
        ("gemini-2.5-flash-lite", "Gemini 2.5 Flash Lite"),
    ],
)
def test_names(model: str, name: str) -> None:
    assert display_name(model) == name


def test_the_manifest_of_codex(session: Session) -> None:
    with client(session, "sk-your-openai-key") as http:
        answer = http.get("/v1/models?client_version=0.169.0")
        again = http.get(
            "/v1/models?client_version=0.169.0", headers={"If-None-Match": answer.headers["etag"]}
        )
        empty = http.get("/v1/models?client_version=")
    assert [item["slug"] for item in answer.json()["models"]] == facts()["models"]["openai"]["published"]
    assert (again.status_code, again.content) == (304, b"")
    assert "data" in empty.json()
    assert "data" in get(session, "/v1/models?client_version=1", "sk-your-anthropic-key")


def test_models_of_gemini(session: Session) -> None:
    body = get(session, "/v1beta/models", "sk-your-gemini-key")
    ids = facts()["models"]["gemini"]["published"]
    assert [item["name"] for item in body["models"]] == [f"models/{model}" for model in ids]
    assert get(session, f"/v1beta/models/{ids[0]}", "sk-your-gemini-key") == body["models"][0]
    with client(session, "sk-your-gemini-key") as http:
        answer = http.get("/v1beta/models/gemini-1.5-pro")
    assert (answer.status_code, answer.json()["error"]["status"]) == (404, "NOT_FOUND")


def test_a_wallet(session: Session) -> None:
    body = get(session, "/v1/usage", "sk-your-openai-key")
    assert {name: body[name] for name in ("mode", "isValid", "planName", "remaining", "balance", "unit")} == {
        "mode": "unrestricted",
        "isValid": True,
        "planName": "钱包余额",
        "remaining": 12.34,
        "balance": 12.34,
        "unit": "USD",
    }
    assert body.keys() == {
        "mode",
        "isValid",
        "planName",
        "remaining",
        "balance",
        "unit",
        "usage",
        "daily_usage",
        "model_stats",
    }
    assert get(session, "/v1/usage", "sk-your-anthropic-empty-wallet-key")["remaining"] == 0


def test_a_subscription(session: Session) -> None:
    body = get(session, "/v1/usage", "sk-your-subscription-key")
    assert (body["mode"], body["planName"], body["remaining"], body["unit"]) == (
        "unrestricted",
        "GPT Standard",
        12.5,
        "USD",
    )
    assert body["subscription"] == {
        "daily_usage_usd": 7.5,
        "weekly_usage_usd": 15.0,
        "monthly_usage_usd": 30.0,
        "daily_limit_usd": 20.0,
        "weekly_limit_usd": None,
        "monthly_limit_usd": None,
        "weekly_window_start": "2026-06-12T12:00:00.000+08:00",
        "expires_at": "2026-09-13T18:00:00.000+08:00",
    }
    assert get(session, "/v1/usage", "sk-your-daily-limit-exceeded-key")["remaining"] == 0
    without = get(session, "/v1/usage", "sk-your-no-subscription-key")
    assert without["planName"] == "GPT Standard"
    assert without.keys().isdisjoint({"remaining", "subscription", "balance"})


def test_a_key_that_was_never_used(session: Session) -> None:
    with client(session, "sk-your-unused-key") as http:
        body = http.get("/v1/usage").json()
    assert body["daily_usage"] == []
    assert "model_stats" not in body
    assert set(body["usage"]["total"].values()) == {0}
    assert (body["usage"]["rpm"], body["usage"]["average_duration_ms"]) == (0, 0)


def test_a_quota(session: Session) -> None:
    body = get(session, "/v1/usage", "sk-your-quota-key")
    assert (body["mode"], body["status"], body["isValid"]) == ("quota_limited", "active", True)
    assert body["quota"] == {"limit": 100.0, "used": 37.5, "remaining": 62.5, "unit": "USD"}
    assert (body["remaining"], body["unit"], body["days_until_expiry"]) == (62.5, "USD", 90)
    five, day, week = body["rate_limits"]
    assert five == {
        "window": "5h",
        "limit": 10.0,
        "used": 2.5,
        "remaining": 7.5,
        "window_start": "2026-06-15T09:30:00.000+08:00",
        "reset_at": "2026-06-15T14:30:00.000+08:00",
    }
    assert day["window"] == "1d"
    assert week == {"window": "7d", "limit": 200.0, "used": 0.0, "remaining": 200.0, "window_start": None}


def test_keys_that_cannot_pay_may_read_their_usage(session: Session) -> None:
    exhausted = get(session, "/v1/usage", "sk-your-quota-exhausted-key")
    assert (exhausted["status"], exhausted["remaining"], exhausted["isValid"]) == ("quota_exhausted", 0, True)
    expired = get(session, "/v1/usage", "sk-your-expired-key")
    assert (expired["status"], expired["days_until_expiry"]) == ("expired", 0)
    limited = get(session, "/v1/usage", "sk-your-five-hour-limit-key")
    assert limited.keys().isdisjoint({"quota", "remaining", "unit"})
    assert [(item["window"], item["remaining"]) for item in limited["rate_limits"]] == [("5h", 0)]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("disabled", 401),
        ("user-disabled", 401),
        ("group-disabled", 403),
        ("ip-denied", 403),
        ("ungrouped", 403),
        ("deleted", 401),
    ],
)
def test_keys_that_may_not_read_their_usage(session: Session, state: str, status: int) -> None:
    with client(session, f"sk-your-{state}-key") as http:
        assert http.get("/v1/usage").status_code == status


def test_the_figures_agree(session: Session) -> None:
    body = get(session, "/v1/usage", "sk-your-openai-key")
    total = body["usage"]["total"]
    for figure in (
        "requests",
        "input_tokens",
        "output_tokens",
        "cache_read_tokens",
        "total_tokens",
        "cost",
        "actual_cost",
    ):
        assert total[figure] == pytest.approx(sum(item[figure] for item in body["model_stats"]))
        assert total[figure] == pytest.approx(sum(item[figure] for item in body["daily_usage"]))
    assert body["usage"]["today"]["requests"] == body["daily_usage"][-1]["requests"] == 5
    assert total["actual_cost"] == pytest.approx(total["cost"] * 0.9)
    assert (type(body["usage"]["rpm"]), type(body["usage"]["tpm"])) == (int, int)
    assert body["daily_usage"][0].keys() >= {"date", "cache_write_tokens"}
    assert body["model_stats"][0].keys() >= {"model", "account_cost", "cache_creation_tokens"}


@pytest.mark.parametrize(
    ("query", "days", "models"),
    [
        ("", 3, 2),
        ("?days=1", 1, 2),
        ("?days=90&timezone=Mars/Base", 3, 2),
        ("?start_date=2026-06-13&end_date=2026-06-13", 3, 1),
        ("?start_date=2026-06-15", 3, 2),
        ("?start_date=2027-01-01", 3, None),
        ("?start_date=yesterday&end_date=2026-02-30", 3, 2),
    ],
)
def test_windows(session: Session, query: str, days: int, models: int | None) -> None:
    body = get(session, f"/v1/usage{query}", "sk-your-openai-key")
    assert len(body["daily_usage"]) == days
    # Left out when empty.
    assert (len(body["model_stats"]) if "model_stats" in body else None) == models


@pytest.mark.parametrize("days", ["0", "91", "-1", "many", "1.5", "９", "0" * 5000])
def test_days_out_of_range(session: Session, days: str) -> None:
    with client(session, "sk-your-openai-key") as http:
        answer = http.get("/v1/usage", params={"days": days})
    error = {"type": "invalid_request_error", "message": "Invalid days, allowed range is 1-90"}
    assert (answer.status_code, answer.json()) == (400, {"type": "error", "error": error})
