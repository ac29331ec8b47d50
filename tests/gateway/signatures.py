"""What a provider has signed, and takes back from nobody but whom it gave it to (2.11)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.gateway.exchange import JSONObject
from tests.gateway.published import FieldPath, Mistake

# What the mock's providers sign with (`Exchange.id`); Google takes these words for a signature that is none.
ANTHROPIC, OPENAI = re.compile(r"sig\d{24}"), re.compile(r"gAAA\d{24}")
GOOGLE = re.compile(r"skip_thought_signature_validator|context_engineering_is_the_way_to_go")


def foreign(provider: str, sent: JSONObject) -> Mistake | None:
    """Return the first thing in a conversation that the provider, or its account, has not signed."""
    return next(_FOREIGN[provider](sent), None)


def _of_anthropic(sent: JSONObject) -> Iterator[Mistake]:
    for path, block in _inner(sent, "messages", "content"):
        match block:
            case {"type": "thinking", "signature": str(text)} if not ANTHROPIC.fullmatch(text):
                yield Mistake(path, "Invalid `signature` in `thinking` block")


def _of_openai(sent: JSONObject) -> Iterator[Mistake]:
    items = sent.get("input")
    for number, item in enumerate(items if isinstance(items, list) else []):
        match item:
            case {"encrypted_content": str(text)} if not OPENAI.fullmatch(text):
                yield Mistake(("input", number), f"The encrypted content {text[:4]}... could not be verified")


def _of_google(sent: JSONObject) -> Iterator[Mistake]:
    for path, part in _inner(sent, "contents", "parts"):
        match part:
            case {"thoughtSignature": str(text)} if not GOOGLE.fullmatch(text):
                yield Mistake(path, "Thought signature is not valid")


def _inner(sent: JSONObject, outer: str, inner: str) -> Iterator[tuple[FieldPath, Any]]:
    """Yield the pieces of each turn of a conversation, with their places."""
    for number, turn in enumerate(sent.get(outer) or []):
        pieces = turn.get(inner)
        for place, piece in enumerate(pieces if isinstance(pieces, list) else []):
            yield (outer, number, inner, place), piece


_FOREIGN: Mapping[str, Callable[[JSONObject], Iterator[Mistake]]] = {
    "anthropic": _of_anthropic,
    "openai": _of_openai,
    "gemini": _of_google,
}
