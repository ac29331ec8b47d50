"""What a client could see change after 2026-06-06 (2.16)."""

import json
from collections.abc import Iterator

import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.forms import ant, goo
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    DISPATCH,
    GENERATE,
    MAIN,
    MESSAGES,
    OPENAI,
    RESPONSES,
    client,
    hello,
    post,
)


@pytest.fixture(scope="module")
def old_gateway() -> Iterator[Gateway]:
    """The mock gateway in the old dialect."""
    with Gateway(dialect="old") as gateway:
        yield gateway


@pytest.fixture
def old(old_gateway: Gateway) -> Iterator[Session]:
    """A session in the old dialect."""
    with old_gateway.session("old") as session:
        yield session


def test_a_refused_address_was_not_named(old: Session) -> None:
    with client(old, "sk-your-ip-denied-key") as http:
        assert http.get("/v1/models").json()["message"] == "Access denied"


def test_a_lost_group_was_not_refused(old: Session) -> None:
    with client(old, "sk-your-group-not-allowed-key") as http:
        assert http.get("/v1/models").status_code == 200


def test_models_had_no_alias(old: Session) -> None:
    with client(old, OPENAI) as http:
        assert http.get("/models").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("state", ["expired", "quota-exhausted"])
def test_keys_that_cannot_pay_were_disabled_on_v1beta(old: Session, state: str) -> None:
    answer = post(old, GENERATE, f"sk-your-gemini-{state}-key")
    assert answer.json() == goo(401, "UNAUTHENTICATED", "API key is disabled")


def test_addresses_were_not_checked_on_v1beta(old: Session) -> None:
    assert post(old, GENERATE, "sk-your-gemini-ip-denied-key").status_code == 200


def test_a_used_up_key_had_one_form(old: Session) -> None:
    answer = post(old, RESPONSES, "sk-your-quota-exhausted-key")
    assert answer.json()["code"] == "API_KEY_QUOTA_EXHAUSTED"


def test_a_wrong_model_was_no_account_on_chat(old: Session) -> None:
    assert post(old, CHAT, OPENAI, model="gpt-9").status_code == 503


def test_a_wrong_model_was_no_account_on_messages(old: Session) -> None:
    message = post(old, MESSAGES, ANTHROPIC, model="gpt-9").json()["error"]["message"]
    assert message == "No available accounts: no available accounts"


def test_openai_did_not_count_tokens(old: Session) -> None:
    answer = post(old, "/v1/messages/count_tokens", DISPATCH)
    message = "Token counting is not supported for this platform"
    assert (answer.status_code, answer.json()) == (404, ant("not_found_error", message))


def test_control_characters_in_strings_were_refused(old: Session) -> None:
    body = json.dumps(hello(CHAT, MAIN["openai"])).replace("Say pong", "Say\npong")
    with client(old, OPENAI) as http:
        assert http.post(CHAT, content=body.encode()).status_code == 400


def test_codex_got_no_manifest(old: Session) -> None:
    with client(old, OPENAI) as http:
        assert "data" in http.get("/v1/models?client_version=1").json()
