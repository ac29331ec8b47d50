"""Who asks, and with which key (2.3 and 2.5)."""

from dataclasses import replace

from tests.gateway.exchange import Door, Exchange
from tests.gateway.faults import Fault, Refused, flat_form, google_form, openai_quota_form, refusals_in
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


def authenticate(exchange: Exchange, door: Door) -> Key:
    """Return the key that a request may use. Raises Refused in the order of 2.5."""
    is_google = door is Door.V1BETA
    with refusals_in(google_form if is_google else flat_form):
        if exchange.session.blocked and not exchange.switches.old:
            raise Refused(BLOCKED)
        if _too_long(exchange):
            exchange.session.invalid_attempt()
            raise Refused(INVALID)
        in_query = ("api_key",) if is_google else ("key", "api_key")
        if any(exchange.parameters.get(name, "").strip() for name in in_query):
            raise Refused(IN_QUERY_GOOGLE if is_google else IN_QUERY)
        credential = exchange.notes.credential = _credential(exchange, door)
        if credential is None:
            exchange.session.invalid_attempt()
            raise Refused(MISSING_GOOGLE if is_google else MISSING)
        key = find(credential, exchange.host)
        if key is None:
            exchange.session.invalid_attempt()
            raise Refused(INVALID)
        fault = key.state.fault
        if fault and _shows(key.state.stage, fault, exchange, door):
            fault = _dated(fault, exchange, door)
            # A fault with its own form keeps it on every /v1 route; /v1beta knows Google's alone.
            raise Refused(replace(fault, form=None) if is_google else fault)
        return key


def _shows(stage: Stage | None, fault: Fault, exchange: Exchange, door: Door) -> bool:
    """Check whether authentication looks at the key's state, on this route and in this dialect."""
    if exchange.switches.old and fault.type == "GROUP_NOT_ALLOWED":
        return False
    if exchange.switches.old and door is Door.V1BETA and fault.type == "ACCESS_DENIED":
        return False
    if stage is Stage.BILLING:
        return door is not Door.USAGE
    return stage in (Stage.KEY, Stage.GROUP)


def _dated(fault: Fault, exchange: Exchange, door: Door) -> Fault:
    """Return the fault as this route and this dialect word it (2.4 OAI-QUOTA, 2.16)."""
    old = exchange.switches.old
    match fault.type:
        case "ACCESS_DENIED" if old:
            return replace(fault, message="Access denied")
        case "API_KEY_QUOTA_EXHAUSTED" | "API_KEY_EXPIRED" if old and door is Door.V1BETA:
            return Fault(401, "API_KEY_DISABLED", "API key is disabled")
        case "API_KEY_QUOTA_EXHAUSTED" if not old and "/responses" in exchange.path:
            return replace(fault, type="insufficient_quota", form=openai_quota_form)
    return fault


def _too_long(exchange: Exchange) -> bool:
    limits = {"authorization": MAX_AUTHORIZATION, "x-api-key": MAX_KEY, "x-goog-api-key": MAX_KEY}
    if any(len(exchange.headers.get(name, "")) > limit for name, limit in limits.items()):
        return True
    return len(_bearer(exchange) or "") > MAX_KEY


def _bearer(exchange: Exchange) -> str | None:
    """Return the token of `Authorization: Bearer`; any other scheme is as good as none."""
    scheme, _, token = exchange.headers.get("authorization", "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _credential(exchange: Exchange, door: Door) -> str | None:
    """Return the first credential that is not empty; the others are not tried, even if it does not work."""
    goog = exchange.headers.get("x-goog-api-key", "").strip()
    x_api_key = exchange.headers.get("x-api-key", "").strip()
    query = exchange.parameters.get("key", "").strip()
    bearer = _bearer(exchange)
    candidates = (goog, bearer, x_api_key, query) if door is Door.V1BETA else (bearer, x_api_key, goog)
    return next(filter(None, candidates), None)
