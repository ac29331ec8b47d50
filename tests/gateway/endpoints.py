"""The endpoints that generate or count, a row each: paths, protocol, form, types, who may call (2.6, 2.7)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from tests.gateway import (
    anthropic_messages,
    bodies,
    gemini_content,
    openai_chat,
    openai_images,
    openai_responses,
    published,
)
from tests.gateway.answers import Answer, Prompt
from tests.gateway.exchange import Call, Door, JSONObject, Switches
from tests.gateway.faults import (
    Fault,
    Form,
    Refused,
    anthropic_form,
    google_form,
    openai_code_form,
    openai_form,
)
from tests.gateway.keys import Key
from tests.gateway.published import BodyTypes

DISPATCH = Fault(403, "permission_error", "This group does not allow /v1/messages dispatch")
NO_COUNTING = Fault(404, "not_found_error", "Token counting is not supported for this platform")
NO_EMBEDDINGS = Fault(404, "not_found_error", "Embeddings API is not supported for this platform")
NO_IMAGES = Fault(404, "not_found_error", "Images API is not supported for this platform")
NOT_GEMINI = Fault(400, "invalid_argument", "API key group platform is not gemini")
NO_RIGHT_TO_IMAGES = Fault(403, "permission_error", "Image generation is not enabled for this group")
CLAUDE_CODE_ONLY = Fault(
    403, "permission_error", "This group is restricted to Claude Code clients (/v1/messages only)"
)


class Wire(Protocol):
    """How a protocol reads a prompt and writes an answer."""

    # How many frames come before the first word of a stream.
    FRAMES_BEFORE_WORDS: int

    def prompt(self, body: JSONObject) -> Prompt:
        """Read a request's body."""

    def whole(self, call: Call, answer: Answer) -> JSONObject:
        """Write the answer in one piece."""

    def stream(self, call: Call, answer: Answer) -> Iterator[bytes]:
        """Write the answer as the frames of a stream."""

    def interrupted(self, call: Call) -> bytes:
        """Write the end of a stream that breaks off, and note its error."""


class Counting(Wire, Protocol):
    """A protocol that also counts the tokens of a prompt."""

    def count(self, prompt: Prompt) -> JSONObject:
        """Write the answer of counting."""


@dataclass(frozen=True)
class Endpoint:
    """What one endpoint does differently from the others.

    paths: below the host; empty for Google's, whose paths have a model. form: of a refusal, by the key's
    provider. bodies: the published types. native: the providers whose own endpoint this is; for any other the
    gateway converts. wire: None if no text is generated. counting: set if the endpoint counts instead of
    answering. closed: why a key's provider may not call, before the body is read. checks: what is refused
    once it is read. limit: of the body, in bytes, None for that of `Switches`. lenient: a wrong `stream` is
    left to the provider. opaque: the providers whose refusals are not handed on. default_model: for a body
    without one.
    """

    form: Callable[[str], Form]
    bodies: BodyTypes
    native: tuple[str, ...]
    paths: tuple[str, ...] = ()
    door: Door = Door.V1
    wire: Wire | None = None
    counting: Counting | None = None
    closed: Callable[[Key, Switches], Fault | None] = lambda key, switches: None
    checks: tuple[Callable[[Call], None], ...] = ()
    limit: int | None = None
    lenient: bool = False
    opaque: tuple[str, ...] = ()
    default_model: Callable[[], str] | None = None

    def converts(self, provider: str) -> bool:
        """Check whether the gateway translates for a key of this provider."""
        return provider not in self.native


def _refuse_image_model(call: Call) -> None:
    if call.model.startswith(openai_images.IMAGE_MODEL):
        raise bodies.invalid("This model is not supported on the Chat Completions endpoint")


def _refuse_continuation(call: Call) -> None:
    if call.provider == "openai":
        bodies.refuse_continuation(call.body)


def _refuse_images(call: Call) -> None:
    if not call.key.has("images"):
        raise Refused(NO_RIGHT_TO_IMAGES)


def _refuse_other_clients(call: Call) -> None:
    if call.key.has("claude-code-only"):
        raise Refused(CLAUDE_CODE_ONLY)


def _without_dispatch(key: Key, switches: Switches) -> Fault | None:
    return DISPATCH if key.provider == "openai" and not key.has("dispatch") else None


def _without_counting(key: Key, switches: Switches) -> Fault | None:
    return _without_dispatch(key, switches) or (
        NO_COUNTING if key.provider == "openai" and switches.old else None
    )


def _only(provider: str, fault: Fault) -> Callable[[Key, Switches], Fault | None]:
    return lambda key, switches: None if key.provider == provider else fault


def _always(form: Form) -> Callable[[str], Form]:
    return lambda provider: form


EVERY_RESPONSES = tuple(
    f"{base}/responses{slash}" for base in ("/v1", "", "/backend-api/codex") for slash in ("", "/")
)

CHAT = Endpoint(
    paths=("/v1/chat/completions",),
    form=_always(openai_form),
    bodies=published.CHAT,
    native=("openai",),
    wire=openai_chat,
    checks=(_refuse_image_model, _refuse_other_clients),
)
RESPONSES = Endpoint(
    paths=EVERY_RESPONSES,
    form=lambda provider: openai_form if provider == "openai" else openai_code_form,
    bodies=published.RESPONSES,
    native=("openai",),
    wire=openai_responses,
    checks=(_refuse_continuation, _refuse_other_clients),
    opaque=("openai",),
)
MESSAGES = Endpoint(
    paths=("/v1/messages",),
    form=_always(anthropic_form),
    bodies=published.MESSAGES,
    native=("openai", "anthropic", "gemini"),
    wire=anthropic_messages,
    closed=_without_dispatch,
    lenient=True,
)
COUNT_TOKENS = Endpoint(
    paths=("/v1/messages/count_tokens",),
    form=_always(anthropic_form),
    bodies=published.COUNT_TOKENS,
    native=("openai", "anthropic", "gemini"),
    counting=anthropic_messages,
    closed=_without_counting,
    lenient=True,
)
EMBEDDINGS = Endpoint(
    paths=("/v1/embeddings",),
    form=_always(openai_form),
    bodies=published.CHAT,
    native=("openai",),
    closed=_only("openai", NO_EMBEDDINGS),
    limit=32 * bodies.MIB,
)
IMAGES = Endpoint(
    paths=("/v1/images/generations", "/images/generations"),
    form=_always(openai_form),
    bodies=published.IMAGES,
    native=("openai",),
    closed=_only("openai", NO_IMAGES),
    checks=(openai_images.validate, _refuse_images),
    default_model=openai_images.default_model,
)
BY_PATH = (CHAT, RESPONSES, MESSAGES, COUNT_TOKENS, EMBEDDINGS, IMAGES)

_GOOGLE = Endpoint(
    door=Door.V1BETA,
    form=_always(google_form),
    bodies=published.GENERATE_CONTENT,
    native=("gemini",),
    wire=gemini_content,
    closed=_only("gemini", NOT_GEMINI),
)
# By the action at the end of the path, `{model}:generateContent`.
GOOGLE_ACTIONS: Mapping[str, Endpoint] = {
    "generateContent": _GOOGLE,
    "streamGenerateContent": _GOOGLE,
    "countTokens": Endpoint(
        door=Door.V1BETA,
        form=_always(google_form),
        bodies=published.GOOGLE_COUNT_TOKENS,
        native=("gemini",),
        counting=gemini_content,
        closed=_only("gemini", NOT_GEMINI),
    ),
}
