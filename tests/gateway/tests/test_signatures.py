"""What another account has signed is refused, what the provider itself has signed is not (2.11)."""

from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.testing import ANTHROPIC, CHAT, GEMINI, GENERATE, MESSAGES, OPENAI, RESPONSES, post

AGAIN = {"role": "user", "content": "Say pong"}
FOREIGN = "gAAAAABoForeign0"
CALL = {"functionCall": {"name": "f", "args": {}}, "thoughtSignature": FOREIGN}
RESULT = {"functionResponse": {"name": "f", "response": {"ok": 1}}}
ENCRYPTED = {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": FOREIGN}


def thought(signature: str) -> list[dict[str, Any]]:
    block = {"type": "thinking", "thinking": "Hm.", "signature": signature}
    return [AGAIN, {"role": "assistant", "content": [block, {"type": "text", "text": "pong"}]}, AGAIN]


def test_a_foreign_signature(session: Session) -> None:
    answer = post(session, MESSAGES, ANTHROPIC, messages=thought(FOREIGN))
    assert answer.status_code == 400
    message = "messages.1.content.0: Invalid `signature` in `thinking` block"
    assert answer.json()["error"] == {"type": "invalid_request_error", "message": message}
    assert session.unexpected == [f"POST {MESSAGES}: {message}"]


def test_the_providers_own_signature(session: Session) -> None:
    asked: dict[str, Any] = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 2000}
    block, _ = post(session, MESSAGES, ANTHROPIC, **asked).json()["content"]
    assert post(session, MESSAGES, ANTHROPIC, messages=thought(block["signature"])).status_code == 200


@pytest.mark.parametrize(
    ("path", "key", "more", "status", "message"),
    [
        # The gateway hides why OpenAI refuses.
        (RESPONSES, OPENAI, {"input": [ENCRYPTED, AGAIN]}, 502, "Upstream request failed"),
        (
            GENERATE,
            GEMINI,
            {
                "contents": [
                    {"role": "user", "parts": [{"text": "Say pong"}]},
                    {"role": "model", "parts": [CALL]},
                    {"role": "user", "parts": [RESULT]},
                ]
            },
            400,
            "Invalid value at 'contents[1].parts[0]': Thought signature is not valid",
        ),
    ],
)
def test_what_else_is_signed(
    session: Session, path: str, key: str, more: dict[str, Any], status: int, message: str
) -> None:
    answer = post(session, path, key, **more)
    assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)


def test_a_signature_that_does_not_arrive_does_not_matter(session: Session) -> None:
    """Chat Completions carry none."""
    messages = [AGAIN, {"role": "assistant", "content": "pong", "signature": FOREIGN}, AGAIN]
    assert post(session, CHAT, ANTHROPIC, messages=messages).status_code == 200
