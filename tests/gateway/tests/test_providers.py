"""Which provider serves what, with which key (2.6, 2.10, 2.13)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.forms import ant, goo, oai, oai_code
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    DISPATCH,
    GEMINI,
    GENERATE,
    MAIN,
    MESSAGES,
    OPENAI,
    RESPONSES,
    client,
    post,
)
from tests.site.facts import facts

SUBSCRIPTION = "sk-your-anthropic-subscription-key"
NOT_GEMINI = goo(400, "INVALID_ARGUMENT", "API key group platform is not gemini")
NO_DISPATCH = ant("permission_error", "This group does not allow /v1/messages dispatch")
NO_SUCH_PATH = oai_code("server_error", "Not Found")
PUBLISHED = [
    (provider, model) for provider, models in facts()["models"].items() for model in models["published"]
]
TEXT_MODELS = [(provider, model) for provider, model in PUBLISHED if not model.startswith("gpt-image")]
IMAGE_MODELS = [model for _, model in PUBLISHED if model.startswith("gpt-image")]


@pytest.mark.parametrize(
    ("key", "provider"),
    [
        (OPENAI, "openai"),
        (DISPATCH, "openai"),
        (ANTHROPIC, "anthropic"),
        (SUBSCRIPTION, "anthropic"),
        (GEMINI, "gemini"),
    ],
)
def test_who_serves_chat_completions(session: Session, key: str, provider: str) -> None:
    body = post(session, CHAT, key).json()
    assert (body["object"], body["model"]) == ("chat.completion", MAIN[provider])
    assert body["choices"][0]["message"]["content"] == "pong"
    assert session.unexpected == []


@pytest.mark.parametrize("key", [OPENAI, DISPATCH, ANTHROPIC, SUBSCRIPTION])
def test_who_serves_responses(session: Session, key: str) -> None:
    body = post(session, RESPONSES, key).json()
    assert (body["object"], body["output"][0]["content"][0]["text"]) == ("response", "pong")
    # A response that the gateway makes from a message has fewer fields.
    assert body.get("store") is (False if key in (OPENAI, DISPATCH) else None)
    assert session.unexpected == []


@pytest.mark.parametrize("key", [DISPATCH, ANTHROPIC, SUBSCRIPTION, GEMINI])
def test_who_serves_messages(session: Session, key: str) -> None:
    body = post(session, MESSAGES, key).json()
    assert (body["type"], body["content"][-1]["text"]) == ("message", "pong")
    assert session.unexpected == []


def test_gemini_serves_generate_content(session: Session) -> None:
    body = post(session, GENERATE, GEMINI).json()
    assert body["candidates"][0]["content"]["parts"] == [{"text": "pong"}]
    assert session.unexpected == []


@pytest.mark.parametrize(
    ("path", "key", "status", "body"),
    [
        (MESSAGES, OPENAI, 403, NO_DISPATCH),
        (RESPONSES, GEMINI, 404, NO_SUCH_PATH),
        (GENERATE, OPENAI, 400, NOT_GEMINI),
        (GENERATE, DISPATCH, 400, NOT_GEMINI),
        (GENERATE, ANTHROPIC, 400, NOT_GEMINI),
        (GENERATE, SUBSCRIPTION, 400, NOT_GEMINI),
    ],
)
def test_who_does_not(session: Session, path: str, key: str, status: int, body: dict[str, Any]) -> None:
    answer = post(session, path, key)
    assert (answer.status_code, answer.json()) == (status, body)
    assert session.unexpected == []


@pytest.mark.parametrize("key", [ANTHROPIC, GEMINI])
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/v1/embeddings", "Embeddings API is not supported for this platform"),
        ("/v1/images/generations", "Images API is not supported for this platform"),
    ],
)
def test_what_only_openai_serves(session: Session, key: str, path: str, message: str) -> None:
    answer = post(session, path, key)
    assert (answer.status_code, answer.json()) == (404, oai("not_found_error", message))


@pytest.mark.parametrize("path", ["/v1beta/models", f"/v1beta/models/{MAIN['gemini']}"])
def test_what_only_gemini_serves(session: Session, path: str) -> None:
    with client(session, OPENAI) as http:
        answer = http.get(path)
    assert (answer.status_code, answer.json()) == (400, NOT_GEMINI)


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (f"{MAIN['gemini']}:embedContent", "Unsupported action: embedContent"),
        (f"{MAIN['gemini']}:predict", "Unsupported action: predict"),
        (MAIN["gemini"], "invalid model action path"),
        ("", "missing path"),
    ],
)
def test_actions_of_gemini(session: Session, action: str, message: str) -> None:
    answer = post(session, f"/v1beta/models/{action}", GEMINI)
    assert (answer.status_code, answer.json()) == (404, goo(404, "NOT_FOUND", message))


@pytest.mark.parametrize(
    ("path", "key", "form"),
    [
        (CHAT, OPENAI, oai),
        (CHAT, ANTHROPIC, oai),
        (RESPONSES, ANTHROPIC, oai_code),
        (MESSAGES, ANTHROPIC, ant),
    ],
)
def test_a_model_that_the_key_does_not_have(
    session: Session, path: str, key: str, form: Callable[[str, str], dict[str, Any]]
) -> None:
    message = 'Model "gpt-4" is not supported by any configured account in this group'
    answer = post(session, path, key, model="gpt-4")
    assert (answer.status_code, answer.json()) == (404, form("model_not_found", message))
    assert session.requests[0].model == "gpt-4"


def test_a_model_that_the_key_does_not_have_on_v1beta(session: Session) -> None:
    message = 'Model "gemini-1.5-pro" is not supported by any configured account in this group'
    answer = post(session, "/v1beta/models/gemini-1.5-pro:generateContent", GEMINI)
    assert (answer.status_code, answer.json()) == (404, goo(404, "NOT_FOUND", message))


@pytest.mark.parametrize(("provider", "model"), TEXT_MODELS)
def test_every_published_model_works(session: Session, provider: str, model: str) -> None:
    assert post(session, CHAT, f"sk-your-{provider}-key", model=model).status_code == 200


IMAGES, IMAGES_KEY = "/v1/images/generations", "sk-your-images-key"


@pytest.mark.parametrize("model", IMAGE_MODELS)
def test_every_published_image_model_works(session: Session, model: str) -> None:
    assert post(session, IMAGES, IMAGES_KEY, model=model).status_code == 200


def test_images_need_a_right(session: Session) -> None:
    answer = post(session, IMAGES, OPENAI, model=IMAGE_MODELS[0])
    refusal = oai("permission_error", "Image generation is not enabled for this group")
    assert (answer.status_code, answer.json()) == (403, refusal)


@pytest.mark.parametrize(
    ("path", "change", "message"),
    [
        (IMAGES, {}, f'images endpoint requires an image model, got "{MAIN["openai"]}"'),
        (IMAGES, {"model": IMAGE_MODELS[0], "n": 0}, "n must be greater than 0"),
        (CHAT, {"model": IMAGE_MODELS[0]}, "This model is not supported on the Chat Completions endpoint"),
    ],
)
def test_wrong_requests_for_images(session: Session, path: str, change: dict[str, Any], message: str) -> None:
    assert post(session, path, IMAGES_KEY, **change).json() == oai("invalid_request_error", message)


def test_several_images_of_the_default_model(session: Session) -> None:
    with client(session, IMAGES_KEY) as http:
        assert len(http.post(IMAGES, json={"prompt": "a dot", "n": 2}).json()["data"]) == 2
