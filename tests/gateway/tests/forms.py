"""The forms of refusals (2.4), under the names that the specification gives them."""

from typing import Any


def oai(kind: str, message: str) -> dict[str, Any]:
    """Return OAI, the form of OpenAI."""
    return {"error": {"type": kind, "message": message}}


def oai_code(code: str, message: str) -> dict[str, Any]:
    """Return OAI-CODE, the form of a converted `/v1/responses`."""
    return {"error": {"code": code, "message": message}}


def ant(kind: str, message: str) -> dict[str, Any]:
    """Return ANT, the form of Anthropic."""
    return {"type": "error", "error": {"type": kind, "message": message}}


def goo(status: int, word: str, message: str) -> dict[str, Any]:
    """Return GOO, the form of Google."""
    return {"error": {"code": status, "message": message, "status": word}}
