"""Refusals, and the forms in which the gateway writes them (2.4)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response


@dataclass(frozen=True)
class Fault:
    """One way to fail, in no particular form yet.

    `type` is what a client decides on: `error.type` or `code`, whichever the form has. `retry_after` is in
    seconds. `form` overrides the endpoint's form, `body` replaces it (a provider's own answer). `after` are
    the seconds that the gateway takes before it says so.
    """

    status: int
    type: str
    message: str
    retry_after: int | None = None
    form: "Form | None" = None
    body: dict[str, Any] | None = None
    after: float = 0


class Refused(Exception):
    """Ends a request with a fault, in a form that `refusals_in` gives it on its way."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.form: Form | None = None


Form = Callable[[Fault], dict[str, Any]]


def flat_form(fault: Fault) -> dict[str, Any]:
    """FLAT: authentication and billing on `/v1`."""
    return {"code": fault.type, "message": fault.message}


def openai_form(fault: Fault) -> dict[str, Any]:
    """OAI: the form that the public help promises."""
    return {"error": {"message": fault.message, "type": fault.type}}


def openai_code_form(fault: Fault) -> dict[str, Any]:
    """OAI-CODE: `code` instead of `type`, on `/v1/responses` with a key of another provider than OpenAI."""
    return {"error": {"code": fault.type, "message": fault.message}}


def openai_quota_form(fault: Fault) -> dict[str, Any]:
    """OAI-QUOTA: a used-up key on the responses routes."""
    return {"error": {"code": fault.type, "message": fault.message, "param": None, "type": fault.type}}


def anthropic_form(fault: Fault) -> dict[str, Any]:
    """ANT: `/v1/messages`, without the provider's `request_id`."""
    return {"error": {"message": fault.message, "type": fault.type}, "type": "error"}


GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
}


def google_form(fault: Fault) -> dict[str, Any]:
    """GOO: `/v1beta`. The status word follows from the status alone, so `fault.type` is lost here."""
    word = GOOGLE_STATUS.get(fault.status, "INTERNAL" if fault.status >= 500 else "UNKNOWN")
    return {"error": {"code": fault.status, "message": fault.message, "status": word}}


def encode(value: Any) -> bytes:
    """Write JSON as the gateway does: compact, `<`, `>` and `&` escaped, everything else as it is (2.1)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # A client may have sent half a surrogate pair, which UTF-8 cannot carry.
    return text.encode("utf-8", "replace")


class JSON(Response):
    """A JSON answer."""

    media_type = "application/json; charset=utf-8"

    def render(self, content: Any) -> bytes:
        """Return the body."""
        return encode(content)


@contextmanager
def refusals_in(form: Form) -> Iterator[None]:
    """Give every refusal that leaves the block a form, unless it has one."""
    try:
        yield
    except Refused as refused:
        refused.form = refused.form or form
        raise


def body_of(fault: Fault, form: Form) -> dict[str, Any]:
    """Return the body of a fault, in the given form unless the fault has its own."""
    return (fault.form or form)(fault) if fault.body is None else fault.body


def response(fault: Fault, form: Form) -> JSON:
    """Return the response of a fault, in the given form unless the fault has its own."""
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return JSON(body_of(fault, form), status_code=fault.status, headers=headers)


def code_of(body: dict[str, Any]) -> str:
    """Return what a client decides on in an error's body: Google's status word, `type`, or else `code`."""
    error = body.get("error", body)
    code: str = error.get("status") or error.get("type") or error["code"]
    return code
