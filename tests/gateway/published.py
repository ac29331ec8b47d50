"""Requests checked against the providers' published types, as the providers' SDKs have them.

What counts as a mistake:

- A field that a type knows must have the type's value; what a type requires must be there.
- A top-level field that OpenAI's or Anthropic's type does not know is let through, because coding agents send
  fields that are newer than the types, unless it is nearly the name of a known one (`max_token`): that is a
  mistake.
- So is a tagged object (`{"type": …}`) whose tag no type knows.
- Google's types are the protocol's own: whatever they do not know is an error, as it is for the provider.
"""

import difflib
import json
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, SchemaValidator

from tests.gateway.body_types import ALL, GOOGLE_COUNT_TOKENS

FieldPath = tuple[str | int, ...]

# Of a text that is checked, in characters; a multiple of 4, so that base64 stays base64.
LONGEST = 10_000


@dataclass(frozen=True)
class Mistake:
    """What a provider would not accept: `why` is "missing", "unknown" or a sentence."""

    path: FieldPath
    why: str


def check(name: str, body: Any) -> Mistake | None:
    """Check a body against its published type. Return None if a provider would take it."""
    type_ = resolve_name(name)
    is_google = isinstance(type_, type) and issubclass(type_, BaseModel)
    mistake = None
    try:
        _validator(name).validate_json(json.dumps(_shortened(body)), strict=not is_google)
    except ValidationError as error:
        mistake = _worst(error, body)
    except RecursionError:
        mistake = Mistake((), "nested too deeply")
    if mistake is None and not is_google:
        mistake = _unknown(body, type_)
    if mistake is None:
        # The types allow an empty list here, the providers do not.
        empty = [name for name in ("messages", "contents") if body.get(name) == []]
        # Google's type for counting has two ways to name what is counted, and asks for neither.
        empty += ["contents"] if name == GOOGLE_COUNT_TOKENS.plain and not any(body.values()) else []
        mistake = next((Mistake((name,), "missing") for name in empty), None)
    return mistake


def _shortened(value: Any) -> Any:
    """Cut long texts, such as images: no type looks at what they say, and unions look at them many times."""
    match value:
        case str():
            return value[:LONGEST]
        case list():
            return [_shortened(inner) for inner in value]
        case dict():
            return {name: _shortened(inner) for name, inner in value.items()}
    return value


@cache
def _validator(name: str) -> SchemaValidator:
    return SchemaValidator(_as_served(TypeAdapter(resolve_name(name)).core_schema))


# Fields that Anthropic's newest types leave out, and its API takes.
SAMPLING = ("temperature", "top_k", "top_p")
# What a type requires and its provider does not: each has a default there.
OPTIONAL = {
    "FunctionToolParam": ("strict", "parameters"),
    "ResponseInputImageParam": ("detail",),
    "ResponseOutputMessageParam": ("id", "status", "type"),
    "ResponseOutputTextParam": ("annotations",),
}
# What a type has no null for and its provider takes it.
NULLABLE = {"ResponseReasoningItemParam": ("content",)}


def _as_served(schema: Any) -> Any:
    """Return a type's schema as it is checked here.

    Every `Iterable` becomes a list: Pydantic would check its items only when somebody reads them.
    """
    if isinstance(schema, list | tuple):
        return type(schema)(map(_as_served, schema))
    if not isinstance(schema, dict):
        return schema
    schema = {name: _as_served(value) for name, value in schema.items()}
    if schema.get("type") == "generator":
        return schema | {"type": "list"}
    if schema.get("type") == "typed-dict":
        type_ = schema.get("cls_name") or schema["cls"].__name__
        fields = schema["fields"]
        for name in OPTIONAL.get(type_, ()):
            fields[name] = fields[name] | {"required": False}
        for name in NULLABLE.get(type_, ()):
            fields[name] = fields[name] | {"schema": {"type": "nullable", "schema": fields[name]["schema"]}}
    return schema


def warm_up() -> None:
    """Load the SDKs, and build every validator, so that no request waits for them."""
    for types in ALL:
        for name in filter(None, types):
            _validator(name)


def _worst(error: ValidationError, body: Any) -> Mistake | None:
    """Return the error that a person would name, None if only a tag is wrong, which the types do not know.

    Of a union Pydantic reports every branch. A branch whose tag (`type`, `role`) does not fit was not meant.
    """
    details = error.errors(include_url=False, include_input=False)
    located = [(*_split(one, body), one) for one in details]
    tags = [(path, branch) for path, branch, one in located if _wrong_tag(path, one)]
    others = [branch for _, branch in tags]
    meant = [
        (path, one)
        for path, branch, one in located
        if not any(branch[: len(other)] == other for other in others)
    ]
    deepest_tag = max((len(tag) for tag, _ in tags), default=0)
    path, worst = max(meant, key=lambda pair: len(pair[0]), default=((), None))
    if worst is None or (tags and len(path) < deepest_tag):
        # Every branch was the wrong one.
        role = next((tag for tag, _ in tags if tag[-1] == "role"), None)
        return Mistake(role, "not a role") if role else None
    why = {"missing": "missing", "extra_forbidden": "unknown"}.get(worst["type"], worst["msg"])
    return Mistake(path, why)


def _wrong_tag(path: FieldPath, details: ErrorDetails) -> bool:
    return details["type"] == "literal_error" and bool(path) and path[-1] in ("type", "role")


def _split(details: ErrorDetails, body: Any) -> tuple[FieldPath, FieldPath]:
    """Split an error's location: the path in the body, and all up to the innermost branch of a union."""
    location = details["loc"]
    path: list[str | int] = []
    branch = 0
    for position, step in enumerate(location):
        is_entry = isinstance(body, list) and not isinstance(step, str)
        if is_entry or (isinstance(body, dict) and step in body):
            body = body[step]
        elif position != len(location) - 1 or details["type"] != "missing":
            branch = position + 1
            continue
        path.append(step)
    return tuple(path), location[:branch]


def _unknown(body: dict[str, Any], type_: Any) -> Mistake | None:
    """Return the first top-level field that the provider would not take."""
    known = getattr(type_, "__annotations__", None)
    if known is None:
        return None
    unknown = [name for name in body if name not in known and name not in SAMPLING]
    if unknown and type_.__module__.startswith("anthropic."):
        return Mistake((unknown[0],), "unknown")
    plain = {name.replace("_", "").lower() for name in known}
    for name in unknown:
        if difflib.get_close_matches(name.replace("_", "").lower(), plain, n=1, cutoff=0.85):
            return Mistake((name,), "unknown")
    return None
