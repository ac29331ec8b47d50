"""Streams: their frames, and how they break off (2.12)."""

import json
import re
from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.forms import ant
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    GEMINI,
    MESSAGES,
    OPENAI,
    RESPONSES,
    STREAM,
    post,
)

# The name of a server-sent event, and its data.
Frame = tuple[str | None, Any]
INTERRUPTED = "Upstream response stream was interrupted"
FIVE = "Count from 1 to 5"


def frames(text: str) -> list[Frame]:
    """Read server-sent events."""
    events = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        data = lines["data"]
        events.append((lines.get("event"), data if data == "[DONE]" else json.loads(data)))
    return events


def broken_off(session: Session, path: str, provider: str = "", **more: Any) -> list[Frame]:
    """Return the frames of a stream that breaks off after "pong"."""
    answer = post(session, path, f"sk-your-{provider}stream-broken-key", **more)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream")
    assert "pong" in answer.text
    return frames(answer.text)


def test_a_broken_stream_of_chat(session: Session) -> None:
    error = {"type": "upstream_error", "message": INTERRUPTED, "code": "upstream_stream_read_error"}
    assert broken_off(session, CHAT, stream=True)[-1] == ("error", {"error": error})
    assert session.requests[0].error == "upstream_error"


def test_a_broken_stream_of_responses(session: Session) -> None:
    error, (name, failed) = broken_off(session, RESPONSES, stream=True)[-2:]
    inner = {"type": "upstream_error", "message": "stream_read_error", "code": "stream_read_error"}
    assert error == (None, {"type": "error", "sequence_number": 0, "error": inner})
    assert name == failed["type"] == "response.failed"
    assert failed["response"]["error"] == {"code": "upstream_error", "message": INTERRUPTED}
    assert session.requests[0].error == "upstream_error"


def test_a_broken_stream_of_messages(session: Session) -> None:
    error = ant("stream_read_error", "upstream stream disconnected: unexpected EOF")
    assert broken_off(session, MESSAGES, "anthropic-", stream=True)[-1] == ("error", error)
    assert session.requests[0].error == "stream_read_error"


def test_a_broken_stream_of_converted_chat_ends_like_any_other(session: Session) -> None:
    *_, (_, last), (_, done) = broken_off(session, CHAT, "anthropic-", stream=True)
    assert (last["choices"][0]["finish_reason"], done) == ("stop", "[DONE]")
    assert session.requests[0].error is None


def test_a_broken_stream_of_converted_responses_ends_like_any_other(session: Session) -> None:
    name, data = broken_off(session, RESPONSES, "anthropic-", stream=True)[-1]
    assert (name, data["response"]["usage"]["output_tokens"]) == ("response.completed", 0)
    assert session.requests[0].error is None


@pytest.mark.parametrize("path", [CHAT, MESSAGES])
def test_a_broken_stream_of_what_was_gemini_has_an_error_without_a_name(session: Session, path: str) -> None:
    name, data = broken_off(session, path, "gemini-", stream=True)[-1]
    error = {"type": "upstream_error", "message": "Upstream request failed"}
    assert (name, data) == (None, {"type": "error", "error": error})
    assert session.requests[0].error == "upstream_error"


def test_chat_without_a_stream_breaks_off_as_well(session: Session) -> None:
    """The gateway always streams from OpenAI."""
    answer = post(session, CHAT, "sk-your-stream-broken-key")
    assert answer.status_code == 502


def test_a_broken_stream_of_gemini_has_no_error(session: Session) -> None:
    _, data = broken_off(session, STREAM, "gemini-")[-1]
    assert "finishReason" not in data["candidates"][0]
    assert session.requests[0].error is None


@pytest.mark.parametrize(
    ("path", "key", "body"),
    [
        (CHAT, "stream-broken", {"messages": [{"role": "user", "content": FIVE}], "stream": True}),
        (RESPONSES, "stream-broken", {"input": FIVE, "stream": True}),
        (
            MESSAGES,
            "anthropic-stream-broken",
            {"messages": [{"role": "user", "content": FIVE}], "stream": True},
        ),
        (STREAM, "gemini-stream-broken", {"contents": [{"parts": [{"text": FIVE}]}]}),
    ],
)
def test_a_stream_breaks_off_after_its_first_word(
    session: Session, path: str, key: str, body: dict[str, Any]
) -> None:
    answer = post(session, path, f"sk-your-{key}-key", **body)
    assert re.findall(r'"(?:content|text|delta)":" ?(\d)"', answer.text) == ["1"]


def test_the_frames_of_chat(session: Session) -> None:
    answer = post(
        session,
        CHAT,
        OPENAI,
        stream=True,
        stream_options={"include_usage": True},
        messages=[{"role": "user", "content": FIVE}],
    )
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    *chunks, (_, done) = frames(answer.text)
    texts = [choice["delta"].get("content") for _, chunk in chunks for choice in chunk["choices"]]
    assert texts == [None, "1", " 2", " 3", " 4", " 5", ""]
    last = chunks[-1][1]
    assert (done, last["choices"], last["usage"]["completion_tokens"]) == ("[DONE]", [], 3)


def test_the_frames_of_responses(session: Session) -> None:
    names = [name for name, _ in frames(post(session, RESPONSES, OPENAI, stream=True).text)]
    assert (names[0], names[-1]) == ("response.created", "response.completed")
    assert names.count("response.output_text.delta") == 1


def test_the_frames_of_messages(session: Session) -> None:
    names = [name for name, _ in frames(post(session, MESSAGES, ANTHROPIC, stream=True).text)]
    assert (names[0], names[-2:]) == ("message_start", ["message_delta", "message_stop"])


def test_a_stream_of_gemini_without_sse_is_an_array(session: Session) -> None:
    answer = post(session, STREAM.removesuffix("?alt=sse"), GEMINI)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json()[-1]["candidates"][0]["finishReason"] == "STOP"
