"""The lists of models (4): what a key has is what `mkdocs.yml` says was published."""

import re

from starlette.requests import Request as HTTPRequest
from starlette.responses import Response

from tests.gateway.auth import authenticate
from tests.gateway.checks import NOT_GEMINI
from tests.gateway.exchange import Door, Exchange, JSONObject
from tests.gateway.faults import JSON, Fault, Refused, google_form, refusals_in
from tests.gateway.keys import Key, Stage
from tests.gateway.upstream import PROVIDER_RETRY_AFTER

# One invented date for all, as the gateway invents them.
OPENAI_CREATED = 1738368000
ANTHROPIC_CREATED = "2026-05-29T00:00:00Z"
ETAG = '"mock-models"'
NO_ACCOUNTS = "No available Gemini accounts"
GEMINI_METHODS = ["generateContent", "streamGenerateContent"]


async def models(http: HTTPRequest) -> Response:
    """GET /v1/models: OpenAI, Anthropic or Gemini items (variants A, C and D), or Codex's manifest (E)."""
    exchange: Exchange = http.state.exchange
    key = authenticate(exchange, Door.V1)
    if key.provider == "openai" and exchange.parameters.get("client_version") and not exchange.switches.old:
        return _manifest(exchange, key)
    return JSON({"data": [_item(key.provider, model) for model in key.models], "object": "list"})


async def gemini_models(http: HTTPRequest) -> Response:
    """GET /v1beta/models: Google's own answer, its failures included."""
    key = _gemini_key(http.state.exchange)
    state = key.state
    with refusals_in(google_form):
        if state.stage is Stage.ACCOUNT:
            raise Refused(Fault(503, "api_error", f"{NO_ACCOUNTS}: no available Gemini accounts"))
        if state.upstream is not None and state.until is None:
            wait = PROVIDER_RETRY_AFTER if state.upstream == 429 else None
            raise Refused(Fault(state.upstream, "upstream", "The provider failed", wait))
    return JSON({"models": [_gemini_item(model) for model in key.models]})


async def gemini_model(http: HTTPRequest) -> Response:
    """GET /v1beta/models/{model}; Google's own 404 for any that the key does not have."""
    exchange: Exchange = http.state.exchange
    key = _gemini_key(exchange)
    exchange.notes.model = model = http.path_params["model"]
    with refusals_in(google_form):
        if model not in key.models:
            message = f"models/{model} is not found for API version v1beta, or is not supported for "
            raise Refused(Fault(404, "not_found", f"{message}generateContent."))
    return JSON(_gemini_item(model))


def display_name(model: str) -> str:
    """Return an id as a name: "claude-opus-4-8" as "Claude Opus 4.8", without a date at its end."""
    name = re.sub(r"-\d{8}$", "", model)
    name = re.sub(r"(\d)-(?=\d)", r"\1.", name)
    if name.startswith("gpt"):
        return name.replace("gpt", "GPT", 1)
    return name.replace("-", " ").title()


def _gemini_key(exchange: Exchange) -> Key:
    key = authenticate(exchange, Door.V1BETA)
    with refusals_in(google_form):
        if key.provider != "gemini":
            raise Refused(NOT_GEMINI)
    return key


def _item(provider: str, model: str) -> JSONObject:
    name = display_name(model)
    if provider == "openai":
        return {
            "id": model,
            "object": "model",
            "created": OPENAI_CREATED,
            "owned_by": "openai",
            "type": "model",
            "display_name": name,
        }
    created = ANTHROPIC_CREATED if provider == "anthropic" else ""
    return {"id": model, "type": "model", "display_name": name, "created_at": created}


def _gemini_item(model: str) -> JSONObject:
    return {
        "name": f"models/{model}",
        "displayName": display_name(model),
        "supportedGenerationMethods": GEMINI_METHODS,
    }


def _manifest(exchange: Exchange, key: Key) -> Response:
    headers = {"ETag": ETAG}
    if exchange.headers.get("if-none-match") == ETAG:
        return Response(status_code=304, headers=headers)
    slugs = [{"slug": model, "display_name": display_name(model)} for model in key.models]
    return JSON({"models": slugs}, headers=headers)
