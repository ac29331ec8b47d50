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
from typing import Any, NamedTuple

from anthropic.types import message_count_tokens_params, message_create_params
from anthropic.types.beta import message_count_tokens_params as beta_message_count_tokens_params
from anthropic.types.beta import message_create_params as beta_message_create_params
from google.genai import types as google_types
from openai.types import image_generate_params
from openai.types.chat import completion_create_params
from openai.types.responses import response_create_params
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, SchemaValidator


class GenerationConfig(google_types.GenerationConfig):
    """`generationConfig` as the SDK writes it, which sends one field more than its own type has."""

    image_config: google_types.ImageConfig | None = None


class GenerateContentRequest(BaseModel):
    """The body of `generateContent` and `streamGenerateContent`; the SDK only has the types of its fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google_types.Content]
    model: str | None = None
    system_instruction: google_types.Content | None = None
    tools: list[google_types.Tool] | None = None
    tool_config: google_types.ToolConfig | None = None
    safety_settings: list[google_types.SafetySetting] | None = None
    generation_config: GenerationConfig | None = None
    cached_content: str | None = None
    continuation_token: str | None = None
    labels: dict[str, str] | None = None
    service_tier: str | None = None
    store: bool | None = None


class CountTokensRequest(BaseModel):
    """The body of `countTokens`: either of the two."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google_types.Content] | None = None
    generate_content_request: GenerateContentRequest | None = None


class BodyTypes(NamedTuple):
    """The types of an endpoint's body: without and with `"stream": true`, and the same with a beta header."""

    plain: Any
    streamed: Any
    beta: Any = None
    beta_streamed: Any = None

    def of(self, *, stream: bool, beta: bool) -> Any:
        """Return the one type that a body must have."""
        if beta and self.beta is not None:
            return self.beta_streamed if stream else self.beta
        return self.streamed if stream else self.plain


CHAT = BodyTypes(
    completion_create_params.CompletionCreateParamsNonStreaming,
    completion_create_params.CompletionCreateParamsStreaming,
)
RESPONSES = BodyTypes(
    response_create_params.ResponseCreateParamsNonStreaming,
    response_create_params.ResponseCreateParamsStreaming,
)
IMAGES = BodyTypes(
    image_generate_params.ImageGenerateParamsNonStreaming,
    image_generate_params.ImageGenerateParamsStreaming,
)
MESSAGES = BodyTypes(
    message_create_params.MessageCreateParamsNonStreaming,
    message_create_params.MessageCreateParamsStreaming,
    beta_message_create_params.MessageCreateParamsNonStreaming,
    beta_message_create_params.MessageCreateParamsStreaming,
)
COUNT_TOKENS = BodyTypes(
    message_count_tokens_params.MessageCountTokensParams,
    message_count_tokens_params.MessageCountTokensParams,
    beta_message_count_tokens_params.MessageCountTokensParams,
    beta_message_count_tokens_params.MessageCountTokensParams,
)
GENERATE_CONTENT = BodyTypes(GenerateContentRequest, GenerateContentRequest)
GOOGLE_COUNT_TOKENS = BodyTypes(CountTokensRequest, CountTokensRequest)
ALL = (CHAT, RESPONSES, IMAGES, MESSAGES, COUNT_TOKENS, GENERATE_CONTENT, GOOGLE_COUNT_TOKENS)

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Mistake:
    """What a provider would not accept: `why` is "missing", "unknown" or a sentence."""

    path: FieldPath
    why: str


def check(type_: Any, body: Any) -> Mistake | None:
    """Check a body against its published type. Return None if a provider would take it."""
    is_google = isinstance(type_, type) and issubclass(type_, BaseModel)
    mistake = None
    try:
        _validator(type_).validate_json(json.dumps(body), strict=not is_google)
    except ValidationError as error:
        mistake = _worst(error, body)
    except RecursionError:
        mistake = Mistake((), "nested too deeply")
    if mistake is None and not is_google:
        mistake = _misspelt(body, type_.__annotations__)
    if mistake is None:
        # The types allow an empty list here, the providers do not.
        empty = [name for name in ("messages", "contents") if body.get(name) == []]
        mistake = next((Mistake((name,), "missing") for name in empty), None)
    return mistake


@cache
def _validator(type_: Any) -> SchemaValidator:
    return SchemaValidator(_as_served(TypeAdapter(type_).core_schema))


def _as_served(schema: Any) -> Any:
    """Return a type's schema as it is checked here.

    Every `Iterable` becomes a list: Pydantic would check its items only when somebody reads them. `strict` of
    a function tool may be left out: the type of /v1/responses requires it, the API has a default, pi relies
    on that.
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
    for types in ALL:
        for type_ in filter(None, types):
            _validator(type_)


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


def _misspelt(body: dict[str, Any], known: dict[str, Any]) -> Mistake | None:
    plain = {name.replace("_", "").lower() for name in known}
    for name in body.keys() - known.keys():
        if difflib.get_close_matches(name.replace("_", "").lower(), plain, n=1, cutoff=0.85):
            return Mistake((name,), "unknown")
    return None
