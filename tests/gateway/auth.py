"""Who asks, and with which key (gateway.md 2.3 and 2.5)."""

from dataclasses import replace

from tests.gateway.exchange import Exchange
from tests.gateway.faults import Fault, Refused, flat, google, openai_quota
from tests.gateway.keys import Key, Stage, find
from tests.gateway.records import BLOCK_SECONDS

MAX_KEY = 128  # bytes
MAX_AUTHORIZATION = 256  # bytes

BLOCKED = Fault(
    429,
    "INVALID_AUTH_RATE_LIMITED",
    "Too many invalid authentication attempts; retry later",
    retry_after=BLOCK_SECONDS,
)
INVALID = Fault(401, "INVALID_API_KEY", "Invalid API key")
MISSING = Fault(
    401,
    "API_KEY_REQUIRED",
    "API key is required in Authorization header (Bearer scheme), x-api-key header, or x-goog-api-key header",
)
MISSING_GOOGLE = Fault(401, "API_KEY_REQUIRED", "API key is required")
IN_QUERY = Fault(
    400,
    "api_key_in_query_deprecated",
    "API key in query parameter is deprecated. Please use Authorization header instead.",
)
IN_QUERY_GOOGLE = Fault(
    400,
    "api_key_in_query_deprecated",
    "Query parameter api_key is deprecated. Use Authorization header or key instead.",
)


def authenticate(exchange: Exchange, *, gemini: bool = False, usage: bool = False) -> Key:
    """Give the key that a request may use; raises Refused in the order of gateway.md 2.5.

    gemini: the routes below `/v1beta`, with their own precedence and form. usage: GET /v1/usage, which keys that
    cannot pay may still read.
    """
    exchange.form = google if gemini else flat

    def refuse(fault: Fault) -> Refused:
        # A fault with a form of its own keeps it on every /v1 route; /v1beta knows Google's alone.
        return Refused(replace(fault, form=None) if gemini else fault)

    if exchange.session.blocked and not exchange.switches.old:
        raise refuse(BLOCKED)
    if _too_long(exchange):
        exchange.session.invalid_attempt()
        raise refuse(INVALID)
    in_query = ("api_key",) if gemini else ("key", "api_key")
    if any(exchange.parameters.get(name, "").strip() for name in in_query):
        raise refuse(IN_QUERY_GOOGLE if gemini else IN_QUERY)
    exchange.credential = _credential(exchange, gemini)
    if exchange.credential is None:
        exchange.session.invalid_attempt()
        raise refuse(MISSING_GOOGLE if gemini else MISSING)
    key = find(exchange.credential, exchange.host)
    if key is None:
        exchange.session.invalid_attempt()
        raise refuse(INVALID)
    fault = key.state.fault
    if fault is None or not _shows(key.state.stage, fault, exchange, gemini, usage):
        return key
    raise refuse(_dated(fault, exchange, gemini))


def _shows(stage: Stage | None, fault: Fault, exchange: Exchange, gemini: bool, usage: bool) -> bool:
    """Whether the key's state is one that authentication looks at, on this route and in this dialect."""
    if exchange.switches.old and fault.type == "GROUP_NOT_ALLOWED":
        return False
    if exchange.switches.old and gemini and fault.type == "ACCESS_DENIED":
        return False
    if stage is Stage.BILLING:
        return not usage
    return stage in (Stage.KEY, Stage.GROUP)


def _dated(fault: Fault, exchange: Exchange, gemini: bool) -> Fault:
    """Give the fault as this route and this dialect word it (gateway.md 2.4 OAI-QUOTA, 2.16)."""
    old = exchange.switches.old
    match fault.type:
        case "ACCESS_DENIED" if old:
            return replace(fault, message="Access denied")
        case "API_KEY_QUOTA_EXHAUSTED" | "API_KEY_EXPIRED" if old and gemini:
            return Fault(401, "API_KEY_DISABLED", "API key is disabled")
        case "API_KEY_QUOTA_EXHAUSTED" if not old and "/responses" in exchange.path:
            return replace(fault, type="insufficient_quota", form=openai_quota)
    return fault


def _too_long(exchange: Exchange) -> bool:
    limits = {"authorization": MAX_AUTHORIZATION, "x-api-key": MAX_KEY, "x-goog-api-key": MAX_KEY}
    if any(len(exchange.headers.get(name, "")) > limit for name, limit in limits.items()):
        return True
    return len(_bearer(exchange) or "") > MAX_KEY


def _bearer(exchange: Exchange) -> str | None:
    """Give the token of `Authorization: Bearer`; any other scheme is as good as none."""
    scheme, _, token = exchange.headers.get("authorization", "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _credential(exchange: Exchange, gemini: bool) -> str | None:
    """Give the first credential that is not empty; the others are not tried, even if it does not work."""
    goog = exchange.headers.get("x-goog-api-key", "").strip()
    x_api_key = exchange.headers.get("x-api-key", "").strip()
    query = exchange.parameters.get("key", "").strip()
    candidates = (
        (goog, _bearer(exchange), x_api_key, query) if gemini else (_bearer(exchange), x_api_key, goog)
    )
    return next(filter(None, candidates), None)
