"""What a provider would refuse, and what it would let through (2.7, 2.11)."""

from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.forms import ant, oai
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    GEMINI,
    GENERATE,
    MAIN,
    MESSAGES,
    OPENAI,
    RESPONSES,
    client,
    post,
)

EMBEDDINGS = "/v1/embeddings"
INVALID = "invalid_request_error"


@pytest.mark.parametrize(
    ("path", "key", "change", "status", "kind", "message", "field"),
    [
        pytest.param(
            CHAT,
            OPENAI,
            {"messages": None},
            400,
            INVALID,
            "Invalid value for 'messages': Input should be a valid array.",
            "messages",
            id="chat: messages that are no array",
        ),
        pytest.param(
            CHAT,
            OPENAI,
            {"messages": [{"role": "user", "content": 5}]},
            400,
            INVALID,
            "Invalid value for 'messages[0].content': Input should be a valid string.",
            "messages.0.content",
            id="chat: content that is no string",
        ),
        pytest.param(
            CHAT,
            OPENAI,
            {"messages": [{"role": "robot", "content": "hi"}]},
            400,
            INVALID,
            "Invalid value for 'messages[0].role': not a role.",
            "messages.0.role",
            id="chat: a role that does not exist",
        ),
        pytest.param(
            CHAT,
            OPENAI,
            {"max_token": 5},
            400,
            INVALID,
            "Unknown parameter: 'max_token'.",
            "max_token",
            id="chat: a misspelt parameter",
        ),
        pytest.param(
            RESPONSES,
            OPENAI,
            {"temperature": "hot"},
            502,
            "upstream_error",
            "Upstream request failed",
            "temperature",
            id="responses",
        ),
        pytest.param(
            RESPONSES,
            ANTHROPIC,
            {"temperature": "hot"},
            400,
            "server_error",
            "temperature: Input should be a valid number",
            "temperature",
            id="converted responses",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {"max_tokens": "5"},
            400,
            INVALID,
            "max_tokens: Input should be a valid integer",
            "max_tokens",
            id="messages: max_tokens that is no number",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {"messages": []},
            400,
            INVALID,
            "messages: Field required",
            "messages",
            id="messages: none",
        ),
        pytest.param(
            GENERATE,
            GEMINI,
            {"generation_config": {"max_tokens": 5}},
            400,
            "INVALID_ARGUMENT",
            'Invalid JSON payload received. Unknown name "max_tokens": Cannot find field.',
            "generation_config.max_tokens",
            id="generateContent",
        ),
        pytest.param(
            EMBEDDINGS,
            OPENAI,
            {},
            502,
            "upstream_error",
            "Upstream access forbidden, please contact administrator",
            "model",
            id="embeddings",
        ),
    ],
)
def test_what_a_provider_would_refuse(
    session: Session,
    path: str,
    key: str,
    change: dict[str, Any],
    status: int,
    kind: str,
    message: str,
    field: str,
) -> None:
    answer = post(session, path, key, **change)
    assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)
    assert session.requests[0].error == kind
    assert [entry.partition(": ")[0] for entry in session.unexpected] == [f"POST {path}"]
    assert f": {field}: " in session.unexpected[0]


def test_anthropics_own_refusal_is_handed_on(session: Session) -> None:
    body = {"model": MAIN["anthropic"], "messages": [{"role": "user", "content": "hi"}]}
    with client(session, ANTHROPIC) as http:
        answer = http.post(MESSAGES, json=body)
    refusal = ant("invalid_request_error", "max_tokens: Field required")
    assert answer.json() == refusal | {"request_id": f"req_{1:024d}"}


@pytest.mark.parametrize(
    ("path", "key", "params", "fields"),
    [
        pytest.param(
            RESPONSES,
            OPENAI,
            {},
            {"client_metadata": {}, "tools": [{"type": "namespace-of-tomorrow", "anything": True}]},
            id="responses",
        ),
        pytest.param(CHAT, OPENAI, {}, {"enable_thinking": True, "top_k": 5}, id="chat"),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {"beta": "true"},
            {"context_management": {"edits": []}},
            id="messages, beta",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {},
            {"tools": [{"type": "tool-of-tomorrow", "name": 5}], "tool_choice": {"type": "any"}},
            id="messages",
        ),
    ],
)
def test_the_newest_fields_of_agents_are_let_through(
    session: Session, path: str, key: str, params: dict[str, str], fields: dict[str, Any]
) -> None:
    assert post(session, path, key, params=params, **fields).status_code == 200
    assert session.unexpected == []


ORPHAN = (
    "function_call_output requires item_reference ids matching each call_id on HTTP requests; "
    "continuation via previous_response_id is only supported on Responses WebSocket v2"
)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            {"previous_response_id": "resp_1"},
            "previous_response_id is only supported on Responses WebSocket v2",
            id="a response",
        ),
        pytest.param(
            {"previous_response_id": "msg_1"},
            "previous_response_id must be a response.id (resp_*), not a message id",
            id="a message",
        ),
        pytest.param(
            {"input": [{"type": "function_call_output", "call_id": "a", "output": "x"}]},
            ORPHAN,
            id="a call",
        ),
    ],
)
def test_responses_are_not_continued(session: Session, change: dict[str, Any], message: str) -> None:
    answer = post(session, RESPONSES, OPENAI, **change)
    assert (answer.status_code, answer.json()) == (400, oai(INVALID, message))


def test_a_call_and_its_output(session: Session) -> None:
    call = {"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"}
    output = {"type": "function_call_output", "call_id": "a", "output": "x"}
    assert post(session, RESPONSES, OPENAI, input=[call, output]).status_code == 200
