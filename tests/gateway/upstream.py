"""What a provider's failure becomes on its way to the client (2.9 to 2.12)."""

from collections.abc import Callable
from dataclasses import replace

from tests.gateway.exchange import Call, Door
from tests.gateway.faults import Fault, anthropic_form, openai_form
from tests.gateway.published import Mistake

# What the mock's provider asks for with its 429, in seconds.
PROVIDER_RETRY_AFTER = 1
# After these an account rests.
TIRING = (401, 403, 429, 529)
# A Gemini group tries five times after these. Measured: 13 to 17 seconds.
TRIED_AGAIN = (429, 500, 529)
TRIES_SECONDS = 15
# A request too many waits for so long, and a stream begins meanwhile, with a sign of life every so often.
SLOT_SECONDS = 30
PING_SECONDS = 10

FAILED = Fault(502, "upstream_error", "Upstream request failed")
EXHAUSTED = Fault(502, "server_error", "All available accounts exhausted")
UNAVAILABLE = Fault(503, "api_error", "Service temporarily unavailable")


def of_google(call: Call) -> Fault | None:
    """Return Google's answer where the gateway asks it for a path that it does not have, measured (2.6)."""
    if call.endpoint.counts_messages:
        return Fault(404, "upstream_error", "Upstream request failed")
    return None if call.endpoint.serves(call.provider) else Fault(404, "server_error", "Not Found")


def no_model(call: Call) -> Fault:
    """Return the fault of a group that has no account for the model (2.10)."""
    if call.exchange.switches.old:
        return no_account(call)
    # Go's way of quoting.
    model = "".join(f"\\x{ord(one):02x}" if ord(one) < 0x20 else one for one in call.model)
    message = f'Model "{model}" is not supported by any configured account in this group'
    return Fault(404, "model_not_found", message)


def no_account(call: Call, why: str = "no available accounts") -> Fault:
    """Return the fault of a group whose accounts are all busy (2.10)."""
    if call.provider == "openai" or call.endpoint.counts_messages:
        return UNAVAILABLE
    accounts = "Gemini accounts" if call.endpoint.door is Door.V1BETA else "accounts"
    return Fault(503, "api_error", f"No available {accounts}: {why}")


def concurrency(fault: Fault, call: Call) -> Fault:
    """Return the fault of too many requests at once, in the provider's form, not the endpoint's (2.9)."""
    fault = replace(fault, after=SLOT_SECONDS)
    if call.endpoint.door is Door.V1BETA:
        return replace(fault, message="timeout waiting for user concurrency slot")
    return replace(fault, form=openai_form if call.provider == "openai" else anthropic_form)


def failed(status: int, call: Call) -> Fault:
    """Return the fault of a provider that failed, after every account was tried (2.11)."""
    is_slow = call.provider == "gemini" and status in TRIED_AGAIN and not call.endpoint.count
    return replace(_failed(status, call), after=TRIES_SECONDS if is_slow else 0)


def _failed(status: int, call: Call) -> Fault:
    is_openai = call.provider == "openai"
    if call.converted:
        return replace(EXHAUSTED, status=status)
    if call.endpoint.counts_messages:
        # Counting has refusals of its own: the provider's status, and a word for two of them.
        words = {429: "Rate limit exceeded", 529: "Service overloaded"}
        return Fault(status, "upstream_error", words.get(status, "Upstream request failed"))
    match status:
        case 401:
            return Fault(
                502, "upstream_error", "Upstream authentication failed, please contact administrator"
            )
        case 403:
            return Fault(502, "upstream_error", "Upstream access forbidden, please contact administrator")
        case 429:
            # Only the OpenAI handlers hand the provider's Retry-After on.
            limited = Fault(429, "rate_limit_error", "Upstream rate limit exceeded, please retry later")
            return replace(limited, retry_after=PROVIDER_RETRY_AFTER if is_openai else None)
        case 529:
            type_ = "upstream_error" if is_openai else "overloaded_error"
            return Fault(503, type_, "Upstream service overloaded, please retry later")
    return Fault(502, "upstream_error", "Upstream service temporarily unavailable")


def rejected(call: Call, mistake: Mistake) -> Fault:
    """Return a provider's 400, worded as the provider words it, and as the gateway hands it on (2.11)."""
    if call.provider in call.endpoint.opaque:
        return FAILED
    message = _WORDING[call.provider](mistake)
    if call.converted:
        return Fault(400, "server_error", message)
    fault = Fault(400, "invalid_request_error", message)
    if call.provider == "anthropic":
        # Handed on as it is, the provider's request id included.
        return replace(fault, body=anthropic_form(fault) | {"request_id": call.exchange.id("req_")})
    return fault


def _dotted(mistake: Mistake) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in mistake.path).lstrip(".")


def _openai_wording(mistake: Mistake) -> str:
    name = _dotted(mistake)
    match mistake.why:
        case "missing":
            return f"Missing required parameter: '{name}'."
        case "unknown":
            return f"Unknown parameter: '{name}'."
    return f"Invalid value for '{name}': {mistake.why}."


def _anthropic_wording(mistake: Mistake) -> str:
    why = {"missing": "Field required", "unknown": "Extra inputs are not permitted"}.get(
        mistake.why, mistake.why
    )
    return f"{'.'.join(map(str, mistake.path))}: {why}"


def _google_wording(mistake: Mistake) -> str:
    name = _dotted(mistake)
    if not name:
        return f"Invalid JSON payload received. {mistake.why}"
    match mistake.why:
        case "missing":
            return f"* GenerateContentRequest.{name}: {name} is not specified"
        case "unknown":
            return f'Invalid JSON payload received. Unknown name "{mistake.path[-1]}": Cannot find field.'
    return f"Invalid value at '{name}': {mistake.why}"


_WORDING: dict[str, Callable[[Mistake], str]] = {
    "openai": _openai_wording,
    "anthropic": _anthropic_wording,
    "gemini": _google_wording,
}
