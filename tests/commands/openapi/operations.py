"""The operations of the gateway: a row each, with what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.commands.capabilities.asks import CHAT, ENDPOINTS, GENERATE, MESSAGES, MODELS, RESPONSES, SAY, body
from tests.commands.capabilities.table import IMAGES_KEY, rows
from tests.gateway import endpoints
from tests.gateway.endpoint import Endpoint

Body = dict[str, Any]
PROVIDERS = tuple(MODELS)
GOOGLE = "/v1beta/models/{model}"


@dataclass(frozen=True)
class Operation:
    """What is asked of one method and path.

    bodies: the smallest good body by the provider of the key; None for a GET. more: further good bodies of
    the first provider, which widen the schema. stream: a body, and a query, whose answer is a stream.
    aliases: paths with the same answer. keys: the key to ask with, where the provider's plain one may not.
    """

    id: str
    method: str
    path: str
    bodies: Mapping[str, Body | None]
    more: tuple[Body, ...] = ()
    stream: tuple[Body, str] | None = None
    aliases: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False

    @property
    def own(self) -> str:
        """The provider whose own endpoint it is, or the first that may ask."""
        return next(iter(self.bodies))

    def key(self, provider: str) -> str:
        """Return the key that asks."""
        return self.keys.get(provider, f"sk-your-{provider}-key")

    def address(self, provider: str) -> str:
        """Return the path as it is asked for; only a Gemini key has Google's models."""
        return self.path.format(model=MODELS["gemini" if self.path.startswith("/v1beta") else provider])


def _by_key(own: str, make: Any) -> dict[str, Body | None]:
    return {one: make(one) for one in (own, *(name for name in PROVIDERS if name != own))}


def _said(endpoint: str, **more: Any) -> dict[str, Body | None]:
    """Return "Say pong" in the endpoint's own form, with the model of each key's provider."""

    def make(provider: str) -> Body:
        asked = body(endpoint, SAY, **more)
        return asked | ({"model": MODELS[provider]} if "model" in asked else {})

    return _by_key(ENDPOINTS[endpoint][0], make)


def _features(endpoint: str) -> tuple[Body, ...]:
    """Return what the tables of what works ask of an endpoint."""
    asks = (row.get(endpoint) for row in rows().values())
    return tuple(ask.body for ask in asks if ask and not ask.path and "stream" not in ask.body)


def _without(asked: Mapping[str, Body | None], *names: str) -> dict[str, Body | None]:
    return {
        provider: {name: value for name, value in (one or {}).items() if name not in names}
        for provider, one in asked.items()
    }


def _aliases(endpoint: Endpoint) -> tuple[str, ...]:
    return tuple(path for path in endpoint.paths[1:] if not path.endswith("/"))


def _nothing(_: str) -> None:
    return None


IMAGES = {"openai": IMAGES_KEY}
PICTURE = {"model": "gpt-image-2", "prompt": "a dot"}
EDITED = PICTURE | {"images": [{"image_url": "https://example.com/photo.png"}]}
COUNTED = rows()["stream"]
OPERATIONS = (
    Operation(
        "responses",
        "POST",
        "/v1/responses",
        _said(RESPONSES),
        _features(RESPONSES),
        (COUNTED[RESPONSES].body, ""),
        _aliases(endpoints.RESPONSES),
    ),
    Operation(
        "responses-socket",
        "GET",
        "/v1/responses",
        _by_key("openai", _nothing),
        aliases=_aliases(endpoints.RESPONSES),
    ),
    Operation("compact", "POST", "/v1/responses/compact", _said(RESPONSES)),
    Operation("input-tokens", "POST", "/v1/responses/input_tokens", _said(RESPONSES)),
    Operation(
        "chat",
        "POST",
        "/v1/chat/completions",
        _said(CHAT),
        _features(CHAT),
        (COUNTED[CHAT].body, ""),
    ),
    Operation(
        "messages",
        "POST",
        "/v1/messages",
        _said(MESSAGES),
        _features(MESSAGES),
        (COUNTED[MESSAGES].body, ""),
    ),
    Operation("count-tokens", "POST", "/v1/messages/count_tokens", _without(_said(MESSAGES), "max_tokens")),
    Operation("generate-content", "POST", f"{GOOGLE}:generateContent", _said(GENERATE), _features(GENERATE)),
    Operation(
        "stream-generate-content",
        "POST",
        f"{GOOGLE}:streamGenerateContent",
        _said(GENERATE),
        stream=(body(GENERATE, SAY), "?alt=sse"),
    ),
    Operation("count-google-tokens", "POST", f"{GOOGLE}:countTokens", _said(GENERATE)),
    Operation(
        "images",
        "POST",
        "/v1/images/generations",
        _by_key("openai", lambda _: PICTURE),
        aliases=_aliases(endpoints.IMAGES),
        keys=IMAGES,
    ),
    Operation(
        "edits",
        "POST",
        "/v1/images/edits",
        _by_key("openai", lambda _: EDITED),
        aliases=_aliases(endpoints.EDITS),
        keys=IMAGES,
    ),
    Operation("models", "GET", "/v1/models", _by_key("openai", _nothing), aliases=("/models",)),
    Operation("google-models", "GET", "/v1beta/models", _by_key("gemini", _nothing)),
    Operation("google-model", "GET", GOOGLE, _by_key("gemini", _nothing)),
    Operation("usage", "GET", "/v1/usage", _by_key("openai", _nothing)),
    Operation(
        "embeddings",
        "POST",
        "/v1/embeddings",
        _by_key("openai", lambda _: {"model": "text-embedding-3-small", "input": SAY}),
    ),
    Operation(
        "videos", "POST", "/v1/videos", _by_key("openai", lambda _: {"model": "sora-2", "prompt": "a dot"})
    ),
    Operation("health", "GET", "/health", {"openai": None}, is_open=True),
    Operation("events", "POST", "/api/event_logging/batch", {"anthropic": {"events": []}}, is_open=True),
)
