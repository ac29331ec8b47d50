"""GET /v1/usage in its three modes (3), with figures that are always the same.

Every key has the same small history: the provider's main and cheap model on the last three days of the mock's
clock (`exchange.NOW`). Costs in it are notional: 10 USD for a million tokens, and a multiplier of 0.9.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.requests import Request as HTTPRequest
from starlette.responses import Response

from tests.gateway.auth import authenticate
from tests.gateway.exchange import NOW, Door, Exchange, JSONObject
from tests.gateway.faults import JSON, Fault, Refused, anthropic_form
from tests.gateway.keys import Key
from tests.site.facts import facts

USD_PER_TOKEN = 10 / 1_000_000
MULTIPLIER = 0.9
DEFAULT_DAYS = 30
WALLET = "钱包余额"  # the same literal in every language
GROUPS = {"openai": "GPT Standard", "anthropic": "Claude Standard", "gemini": "Gemini Standard"}

# What `remaining` of a subscription without limits is (3).
NO_LIMIT = -1

# USD for each window, how much of it is used, how long it is. The last one has not started.
WINDOWS = {
    "5h": (10.0, 2.5, timedelta(hours=5)),
    "1d": (50.0, 12.5, timedelta(days=1)),
    "7d": (200.0, 0.0, None),
}
EXPIRY = timedelta(days=90, hours=6)


@dataclass(frozen=True)
class Entry:
    """The use of one model on one day, in requests and tokens."""

    day: date
    model: str
    requests: int
    input: int
    output: int
    cache_creation: int
    cache_read: int

    @property
    def tokens(self) -> int:
        """All tokens, whatever they cost."""
        return self.input + self.output + self.cache_creation + self.cache_read


async def usage(http: HTTPRequest) -> Response:
    """GET /v1/usage."""
    exchange: Exchange = http.state.exchange
    key = authenticate(exchange, Door.USAGE)
    days = _days(exchange)
    history = _history(key)
    today = NOW.date()
    first, last = _window(exchange, today)
    body = _mode(key)
    body["usage"] = {
        "today": _sum(entry for entry in history if entry.day == today),
        "total": _sum(history),
        "average_duration_ms": 1234.5 if history else 0,
        "rpm": 2 if history else 0,
        "tpm": 850 if history else 0,
    }
    dates = sorted({entry.day for entry in history if today - entry.day < timedelta(days=days)})
    body["daily_usage"] = [_daily(day, [entry for entry in history if entry.day == day]) for day in dates]
    window = [entry for entry in history if first <= entry.day <= last]
    if models := sorted({entry.model for entry in window}):
        body["model_stats"] = [
            _model(model, [entry for entry in window if entry.model == model]) for model in models
        ]
    return JSON(body)


def _mode(key: Key) -> JSONObject:
    """Return the part that differs: a key's quota and limits, else a subscription, else the wallet."""
    state = key.state
    if state.quota or state.limits:
        return _limited(key)
    body: JSONObject = {"mode": "unrestricted", "isValid": True, "unit": "USD"}
    if not key.has("subscription"):
        return body | {"planName": WALLET, "remaining": state.balance, "balance": state.balance}
    body["planName"] = GROUPS[key.provider]
    if state.subscription:
        used, limit = state.subscription
        body["remaining"] = NO_LIMIT if limit is None else limit - used
        body["subscription"] = {
            "daily_usage_usd": used,
            "weekly_usage_usd": 2 * used,
            "monthly_usage_usd": 4 * used,
            "daily_limit_usd": limit,
            "weekly_limit_usd": None,
            "monthly_limit_usd": None,
            "weekly_window_start": _stamp(NOW - timedelta(days=3)),
            "expires_at": _stamp(NOW + EXPIRY),
        }
    return body


def _limited(key: Key) -> JSONObject:
    state = key.state
    body: JSONObject = {"mode": "quota_limited", "isValid": True, "status": state.status}
    if state.quota:
        used, limit = state.quota
        left = limit - used
        body["quota"] = {"limit": limit, "used": used, "remaining": left, "unit": "USD"}
        body |= {"remaining": left, "unit": "USD"}
    if state.limits:
        body["rate_limits"] = [
            _rate_limit(window, exhausted=state.fault is not None) for window in state.limits
        ]
    expires = NOW - timedelta(days=1) if state.status == "expired" else NOW + EXPIRY
    return body | {"expires_at": _stamp(expires), "days_until_expiry": max(0, (expires - NOW).days)}


def _rate_limit(window: str, *, exhausted: bool) -> JSONObject:
    limit, used, length = WINDOWS[window]
    used = limit if exhausted else used
    start = length and NOW - length / 2
    item = {
        "window": window,
        "limit": limit,
        "used": used,
        "remaining": limit - used,
        "window_start": start and _stamp(start),
    }
    return item | {"reset_at": _stamp(start + length)} if start and length else item


def _days(exchange: Exchange) -> int:
    text = exchange.parameters.get("days", "")
    if not text or exchange.switches.old:
        return DEFAULT_DAYS
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 90 and len(text) <= 4):
        message = "Invalid days, allowed range is 1-90"
        raise Refused(Fault(400, "invalid_request_error", message, form=anthropic_form))
    return int(text)


def _window(exchange: Exchange, today: date) -> tuple[date, date]:
    """Return the first and the last day of `model_stats`; a date that is none is ignored."""

    def day(name: str, default: date) -> date:
        try:
            return datetime.strptime(exchange.parameters.get(name, ""), "%Y-%m-%d").date()
        except ValueError:
            return default

    return day("start_date", today - timedelta(days=DEFAULT_DAYS)), day("end_date", today)


def _history(key: Key) -> list[Entry]:
    if key.has("unused"):
        return []
    models = facts()["models"][key.provider]
    today = NOW.date()
    return [
        Entry(today - timedelta(days=2), models["main"], 4, 5200, 1100, 0, 1024),
        Entry(today - timedelta(days=1), models["cheap"], 20, 16000, 3200, 0, 0),
        Entry(today, models["main"], 2, 2400, 600, 0, 512),
        Entry(today, models["cheap"], 3, 2100, 480, 0, 0),
    ]


def _money(entries: Iterable[Entry]) -> dict[str, float]:
    cost = sum(entry.tokens for entry in entries) * USD_PER_TOKEN
    return {"cost": round(cost, 6), "actual_cost": round(cost * MULTIPLIER, 6)}


def _sum(entries: Iterable[Entry]) -> JSONObject:
    entries = list(entries)
    return {
        "requests": sum(entry.requests for entry in entries),
        "input_tokens": sum(entry.input for entry in entries),
        "output_tokens": sum(entry.output for entry in entries),
        "cache_creation_tokens": sum(entry.cache_creation for entry in entries),
        "cache_read_tokens": sum(entry.cache_read for entry in entries),
        "total_tokens": sum(entry.tokens for entry in entries),
        **_money(entries),
    }


def _daily(day: date, entries: list[Entry]) -> JSONObject:
    figures = _sum(entries)
    # Here, and only here, the gateway calls it so.
    figures["cache_write_tokens"] = figures.pop("cache_creation_tokens")
    return {"date": day.isoformat(), **figures}


def _model(model: str, entries: list[Entry]) -> JSONObject:
    figures = _sum(entries)
    return {"model": model, **figures, "account_cost": figures["cost"]}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
