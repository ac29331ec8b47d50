"""The endpoints that generate or count, a row each: paths, protocol, form, types, who may call (2.6, 2.7)."""

from collections.abc import Mapping
from dataclasses import replace

from tests.gateway import (
    anthropic_messages,
    bodies,
    body_types,
    checks,
    converted_messages,
    gemini_content,
    openai_chat,
    openai_compaction,
    openai_images,
    openai_responses,
    responses_of_anthropic,
)
from tests.gateway.arriving import gemini, messages, responses
from tests.gateway.endpoint import Endpoint
from tests.gateway.exchange import Door
from tests.gateway.faults import anthropic_form, google_form, openai_code_form, openai_form

EVERY_RESPONSES = tuple(
    f"{base}/responses{slash}" for base in ("/v1", "", "/backend-api/codex") for slash in ("", "/")
)

MESSAGES_SENT = {
    "openai": responses.of_messages,
    "anthropic": messages.of_messages,
    "gemini": gemini.of_messages,
}

CHAT = Endpoint(
    paths=("/v1/chat/completions",),
    form=checks.always(openai_form),
    bodies=body_types.CHAT,
    native=("openai",),
    wires=dict.fromkeys(("openai", "anthropic", "gemini"), openai_chat),
    sends={"openai": responses.of_chat, "anthropic": messages.of_chat, "gemini": gemini.of_chat},
    checks=(checks.refuse_image_model, checks.refuse_other_clients),
)
RESPONSES = Endpoint(
    paths=EVERY_RESPONSES,
    form=lambda provider: openai_form if provider == "openai" else openai_code_form,
    bodies=body_types.RESPONSES,
    native=("openai",),
    wires={"openai": openai_responses, "anthropic": responses_of_anthropic},
    sends={"openai": responses.of_responses, "anthropic": messages.of_responses},
    checks=(checks.refuse_continuation, checks.refuse_images_of_text, checks.refuse_other_clients),
    opaque=("openai",),
)
MESSAGES = Endpoint(
    paths=("/v1/messages",),
    form=checks.always(anthropic_form),
    bodies=body_types.MESSAGES,
    native=("openai", "anthropic", "gemini"),
    wires={
        "anthropic": anthropic_messages,
        "gemini": converted_messages,
        "openai": converted_messages,
    },
    sends=MESSAGES_SENT,
    closed=checks.without_dispatch,
    lenient=True,
)
COUNT_TOKENS = Endpoint(
    paths=("/v1/messages/count_tokens",),
    form=checks.always(anthropic_form),
    bodies=body_types.COUNT_TOKENS,
    native=("openai", "anthropic", "gemini"),
    sends=MESSAGES_SENT,
    count=anthropic_messages.count,
    closed=checks.without_counting,
    lenient=True,
)
EMBEDDINGS = Endpoint(
    paths=("/v1/embeddings",),
    form=checks.always(openai_form),
    bodies=body_types.CHAT,
    native=("openai",),
    closed=checks.only("openai", checks.NO_EMBEDDINGS),
    limit=32 * bodies.MIB,
)
IMAGES = Endpoint(
    paths=("/v1/images/generations", "/images/generations"),
    form=checks.always(openai_form),
    bodies=body_types.IMAGES,
    native=("openai",),
    closed=checks.only("openai", checks.NO_IMAGES),
    checks=(openai_images.validate, checks.refuse_images),
    default_model=openai_images.default_model,
    direct=openai_images.whole,
)
COMPACT = replace(
    RESPONSES,
    paths=("/v1/responses/compact",),
    bodies=body_types.COMPACT,
    wires={"openai": openai_compaction, "anthropic": responses_of_anthropic},
    checks=(*RESPONSES.checks, checks.refuse_nothing_to_compact),
)
INPUT_TOKENS = replace(
    RESPONSES,
    paths=("/v1/responses/input_tokens",),
    bodies=body_types.INPUT_TOKENS,
    checks=(*RESPONSES.checks, checks.refuse_old),
    count=openai_responses.count,
)
EDITS = replace(
    IMAGES,
    paths=("/v1/images/edits", "/images/edits"),
    bodies=body_types.EDITS,
    checks=(openai_images.validate_edit, *IMAGES.checks),
)
VIDEOS = replace(IMAGES, paths=("/v1/videos",), closed=lambda key, switches: checks.NO_VIDEOS)
# What the old dialect does not have.
NEWER = (VIDEOS,)
BY_PATH = (
    CHAT,
    RESPONSES,
    COMPACT,
    INPUT_TOKENS,
    MESSAGES,
    COUNT_TOKENS,
    EMBEDDINGS,
    IMAGES,
    EDITS,
    VIDEOS,
)

_GOOGLE = Endpoint(
    door=Door.V1BETA,
    form=checks.always(google_form),
    bodies=body_types.GENERATE_CONTENT,
    native=("gemini",),
    wires={"gemini": gemini_content},
    sends={"gemini": gemini.of_generate_content},
    closed=checks.only("gemini", checks.NOT_GEMINI),
)
# By the action at the end of the path, `{model}:generateContent`.
GOOGLE_ACTIONS: Mapping[str, Endpoint] = {
    "generateContent": _GOOGLE,
    "streamGenerateContent": _GOOGLE,
    "countTokens": Endpoint(
        door=Door.V1BETA,
        form=checks.always(google_form),
        bodies=body_types.GOOGLE_COUNT_TOKENS,
        native=("gemini",),
        count=gemini_content.count,
        closed=checks.only("gemini", checks.NOT_GEMINI),
    ),
}
