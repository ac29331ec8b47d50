"""Requests held against the providers' own published types, as the providers' SDKs carry them.

Where the line runs:

- A field that a type knows must have the type's value; what a type requires must be there.
- A top-level field that OpenAI's or Anthropic's type does not know is let through, because coding agents send fields
  that are newer than the types, unless it is nearly the name of a known one (`max_token`): that is a mistake.
- So is a tagged object (`{"type": …}`) whose tag no type knows.
- Google's types are the protocol's own: whatever they do not know is an error, as it is for the provider.
"""

import difflib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from anthropic.types import message_count_tokens_params, message_create_params
from anthropic.types.beta import message_count_tokens_params as beta_message_count_tokens_params
from anthropic.types.beta import message_create_params as beta_message_create_params
from google.genai import types as google
from openai.types import image_generate_params
from openai.types.chat import completion_create_params
from openai.types.responses import response_create_params
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, SchemaValidator


class GenerationConfig(google.GenerationConfig):
    """`generationConfig` as the SDK writes it, which sends one field more than its own type has."""

    image_config: google.ImageConfig | None = None


class GenerateContentRequest(BaseModel):
    """The body of `generateContent` and `streamGenerateContent`; the SDK only has the types of its fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google.Content]
    model: str | None = None
    system_instruction: google.Content | None = None
    tools: list[google.Tool] | None = None
    tool_config: google.ToolConfig | None = None
    safety_settings: list[google.SafetySetting] | None = None
    generation_config: GenerationConfig | None = None
    cached_content: str | None = None
    continuation_token: str | None = None
    labels: dict[str, str] | None = None
    service_tier: str | None = None
    store: bool | None = None


class CountTokensRequest(BaseModel):
    """The body of `countTokens`: either of the two."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google.Content] | None = None
    generate_content_request: GenerateContentRequest | None = None


# Without and with `"stream": true`.
TYPES: dict[str, tuple[Any, Any]] = {
    "chat": (
        completion_create_params.CompletionCreateParamsNonStreaming,
        completion_create_params.CompletionCreateParamsStreaming,
    ),
    "responses": (
        response_create_params.ResponseCreateParamsNonStreaming,
        response_create_params.ResponseCreateParamsStreaming,
    ),
    "images": (
        image_generate_params.ImageGenerateParamsNonStreaming,
        image_generate_params.ImageGenerateParamsStreaming,
    ),
    "messages": (
        message_create_params.MessageCreateParamsNonStreaming,
        message_create_params.MessageCreateParamsStreaming,
    ),
    "messages beta": (
        beta_message_create_params.MessageCreateParamsNonStreaming,
        beta_message_create_params.MessageCreateParamsStreaming,
    ),
    "count_tokens": (message_count_tokens_params.MessageCountTokensParams,) * 2,
    "count_tokens beta": (beta_message_count_tokens_params.MessageCountTokensParams,) * 2,
    "generateContent": (GenerateContentRequest,) * 2,
    "streamGenerateContent": (GenerateContentRequest,) * 2,
    "countTokens": (CountTokensRequest,) * 2,
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """What a provider would not accept: the path of the field, and why ("missing", "unknown" or a sentence)."""

    path: Path
    why: str


def check(kind: str, body: Any, stream: bool) -> Mistake | None:
    """Hold a body against the published type of its kind; None if a provider would take it."""
    type_ = TYPES[kind][stream]
    google_type = isinstance(type_, type) and issubclass(type_, BaseModel)
    mistake = None
    try:
        _validator(kind, stream).validate_json(json.dumps(body), strict=not google_type)
    except ValidationError as error:
        mistake = _worst(error, body)
    except RecursionError:
        mistake = Mistake((), "nested too deeply")
    if mistake is None and not google_type:
        mistake = _misspelt(body, type_.__annotations__)
    if mistake is None:
        # The types allow an empty list here, the providers do not.
        mistake = next(
            (Mistake((name,), "missing") for name in ("messages", "contents") if body.get(name) == []), None
        )
    return mistake


@cache
def _validator(kind: str, stream: bool) -> SchemaValidator:
    return SchemaValidator(_as_served(TypeAdapter(TYPES[kind][stream]).core_schema))


def _as_served(schema: Any) -> Any:
    """Bring a type's schema to what is checked here.

    Every `Iterable` becomes a list: Pydantic would check its items only when somebody reads them. `strict` of a function
    tool may be left out: the type of /v1/responses requires it, the API has a default, and pi relies on that.
    """
    if isinstance(schema, list | tuple):
        return type(schema)(map(_as_served, schema))
    if not isinstance(schema, dict):
        return schema
    schema = {name: _as_served(value) for name, value in schema.items()}
    if schema.get("type") == "generator":
        return schema | {"type": "list"}
    if schema.get("type") == "typed-dict" and "strict" in schema["fields"]:
        schema["fields"]["strict"] = schema["fields"]["strict"] | {"required": False}
    return schema


def warm_up() -> None:
    """Build every validator, so that no request waits for it."""
    for kind in TYPES:
        for stream in (False, True):
            _validator(kind, stream)


def _worst(error: ValidationError, body: Any) -> Mistake | None:
    """Pick the error that a person would name; None if all that is wrong is a tag which the types do not know.

    Of a union Pydantic reports every branch. A branch whose tag (`type`, `role`) does not fit was not meant.
    """
    found = [
        (*_split(details, body), details) for details in error.errors(include_url=False, include_input=False)
    ]
    tags = [(path, branch) for path, branch, details in found if _wrong_tag(path, details)]
    meant = [
        (path, details)
        for path, branch, details in found
        if not any(branch[: len(other)] == other for _, other in tags)
    ]
    path, details = max(meant, key=lambda pair: len(pair[0]), default=((), None))
    if details is None or (tags and len(path) < max(len(tag) for tag, _ in tags)):
        # Every branch was the wrong one.
        role = next((tag for tag, _ in tags if tag[-1] == "role"), None)
        return None if role is None else Mistake(role, "not a role")
    why = {"missing": "missing", "extra_forbidden": "unknown"}.get(details["type"], details["msg"])
    return Mistake(path, why)


def _wrong_tag(path: Path, details: ErrorDetails) -> bool:
    return details["type"] == "literal_error" and bool(path) and path[-1] in ("type", "role")


def _split(details: ErrorDetails, body: Any) -> tuple[Path, Path]:
    """Split an error's location into the path in the body, and the location up to the innermost union's branch."""
    location = details["loc"]
    path: list[str | int] = []
    branch = 0
    for position, step in enumerate(location):
        if (isinstance(body, dict) and step in body) or (isinstance(body, list) and isinstance(step, int)):
            path.append(step)
            body = body[step]
        elif position == len(location) - 1 and details["type"] == "missing":
            path.append(step)
        else:
            branch = position + 1
    return tuple(path), location[:branch]


def _misspelt(body: dict[str, Any], known: dict[str, Any]) -> Mistake | None:
    plain = {name.replace("_", "").lower() for name in known}
    for name in body.keys() - known.keys():
        if difflib.get_close_matches(name.replace("_", "").lower(), plain, n=1, cutoff=0.85):
            return Mistake((name,), "unknown")
    return None
