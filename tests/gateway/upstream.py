"""What a provider's failure becomes on its way to the client (gateway.md 2.10 to 2.12)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.gateway import openai_responses
from tests.gateway.exchange import Exchange
from tests.gateway.faults import Fault, anthropic, encode, google, openai
from tests.gateway.published import Mistake

# What the mock's provider asks for with its 429, in seconds.
PROVIDER_RETRY_AFTER = 1

FAILED = Fault(502, "upstream_error", "Upstream request failed")
EXHAUSTED = Fault(502, "server_error", "All available accounts exhausted")


def no_model(exchange: Exchange, provider: str) -> Fault:
    """The group has no account for the model (2.10)."""
    message = f'Model "{exchange.model}" is not supported by any configured account in this group'
    if not exchange.switches.old:
        return Fault(404, "model_not_found", message)
    counts = "total=1 eligible=0 excluded=0 unschedulable=0 platform_filtered=0 model_unsupported=1 model_rate_limited=0"
    return no_account(
        provider, exchange, f"no available accounts supporting model: {exchange.model} ({counts})"
    )


def no_account(provider: str, exchange: Exchange, why: str = "no available accounts") -> Fault:
    """The group's accounts are all busy (2.10)."""
    if provider == "openai":
        return Fault(503, "api_error", "Service temporarily unavailable")
    named = "Gemini accounts" if exchange.form is google else "accounts"
    return Fault(503, "api_error", f"No available {named}: {why}")


def concurrency(fault: Fault, provider: str, exchange: Exchange) -> Fault:
    """Too many requests at once: the form follows the provider, not the endpoint (2.9)."""
    if exchange.form is google:
        return replace(fault, message="timeout waiting for user concurrency slot")
    return replace(fault, form=openai if provider == "openai" else anthropic)


def failed(status: int, protocol: str, provider: str) -> Fault:
    """A provider's failure, after every account was tried (2.11)."""
    if converted(protocol, provider):
        return replace(EXHAUSTED, status=status, retry_after=PROVIDER_RETRY_AFTER if status == 429 else None)
    match status:
        case 401:
            return Fault(
                502, "upstream_error", "Upstream authentication failed, please contact administrator"
            )
        case 403:
            return Fault(502, "upstream_error", "Upstream access forbidden, please contact administrator")
        case 429:
            # Only the OpenAI handlers hand the provider's Retry-After on.
            wait = PROVIDER_RETRY_AFTER if provider == "openai" else None
            return Fault(429, "rate_limit_error", "Upstream rate limit exceeded, please retry later", wait)
        case 529:
            type_ = "upstream_error" if provider == "openai" else "overloaded_error"
            return Fault(503, type_, "Upstream service overloaded, please retry later")
    return Fault(502, "upstream_error", "Upstream service temporarily unavailable")


def rejected(exchange: Exchange, protocol: str, provider: str, mistake: Mistake) -> Fault:
    """A provider's 400, worded as the provider words it, and what the gateway makes of it (2.11)."""
    if protocol == "responses" and provider == "openai":
        return FAILED
    message = _WORDING[provider](mistake)
    if converted(protocol, provider):
        return Fault(400, "server_error", message)
    fault = Fault(400, "invalid_request_error", message)
    if provider == "anthropic":
        # Handed on as it is, the provider's request id included.
        return replace(fault, body=anthropic(fault) | {"request_id": exchange.id("req_")})
    return fault


def converted(protocol: str, provider: str) -> bool:
    """Whether an OpenAI endpoint is served by another provider, which has refusals of its own."""
    return protocol in ("chat", "responses") and provider != "openai"


def broken(exchange: Exchange, protocol: str, provider: str) -> bytes:
    """The last frames of a stream that breaks off, if there are any (2.12); notes the error in the exchange."""
    if protocol == "gemini" or converted(protocol, provider):
        return b""
    message = "Upstream response stream was interrupted"
    exchange.error = "upstream_error"
    if protocol == "chat":
        code = {} if exchange.switches.old else {"code": "upstream_stream_read_error"}
        return (
            b"event: error\ndata: "
            + encode({"error": code | {"message": message, "type": exchange.error}})
            + b"\n\n"
        )
    if protocol == "responses":
        error = {"type": exchange.error, "message": "stream_read_error", "code": "stream_read_error"}
        first = encode({"type": "error", "sequence_number": 0, "error": error})
        return b"data: " + first + b"\n\n" + openai_responses.failed(exchange, exchange.error, message)
    if provider != "openai":
        exchange.error, message = "stream_read_error", "upstream stream disconnected: unexpected EOF"
    return b"event: error\ndata: " + encode(anthropic(Fault(200, exchange.error, message))) + b"\n\n"


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


_WORDING: dict[str, Callable[[Mistake], Any]] = {
    "openai": _openai_wording,
    "anthropic": _anthropic_wording,
    "gemini": _google_wording,
}
