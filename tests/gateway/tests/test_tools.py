"""Calls of tools, there and back, in every protocol and across them (2.13, 2.17)."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    DISPATCH,
    GEMINI,
    GENERATE,
    MESSAGES,
    OPENAI,
    RESPONSES,
    STREAM,
    post,
)

ASKED = (
    'Use the tool write with {"path": "a.txt"} and use the tool read with {"path": "b.txt"}, then say done.'
)
CALLS = [("my_write", {"path": "a.txt"}), ("read", {"path": "b.txt"})]
SCHEMA = {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]}
NAMES = ("my_write", "read", "other")

Answer = dict[str, Any]


def chat(said: str, answer: Answer | None = None) -> dict[str, Any]:
    turns: list[Any] = [{"role": "user", "content": said}]
    if answer:
        message = answer["choices"][0]["message"]
        results = [
            {"role": "tool", "tool_call_id": call["id"], "content": "ok"} for call in message["tool_calls"]
        ]
        turns += [message, *results]
    tools = [{"type": "function", "function": {"name": name, "parameters": SCHEMA}} for name in NAMES]
    return {"messages": turns, "tools": tools}


def responses(said: str, answer: Answer | None = None) -> dict[str, Any]:
    given: list[Any] = [{"role": "user", "content": said}]
    if answer:
        given += answer["output"]
        given += [
            {"type": "function_call_output", "call_id": item["call_id"], "output": "ok"}
            for item in answer["output"]
        ]
    tools = [{"type": "function", "name": name, "parameters": SCHEMA} for name in NAMES]
    return {"input": given, "instructions": "Be brief.", "tools": tools}


def messages(said: str, answer: Answer | None = None) -> dict[str, Any]:
    turns: list[Any] = [{"role": "user", "content": said}]
    if answer:
        turns += [{"role": "assistant", "content": answer["content"]}]
        results = [
            {"type": "tool_result", "tool_use_id": block["id"], "content": "ok"}
            for block in answer["content"]
            if block["type"] == "tool_use"
        ]
        turns += [{"role": "user", "content": results}]
    return {"messages": turns, "tools": [{"name": name, "input_schema": SCHEMA} for name in NAMES]}


def contents(said: str, answer: Answer | None = None) -> dict[str, Any]:
    turns: list[Any] = [{"role": "user", "parts": [{"text": said}]}]
    if answer:
        called = answer["candidates"][0]["content"]
        names = [part["functionCall"]["name"] for part in called["parts"]]
        results = [{"functionResponse": {"name": name, "response": {"output": "ok"}}} for name in names]
        turns += [called, {"role": "user", "parts": results}]
    declared = [{"name": name, "parameters": {"type": "OBJECT", "properties": {}}} for name in NAMES]
    return {"contents": turns, "tools": [{"functionDeclarations": declared}]}


def calls_of_chat(answer: Answer) -> list[tuple[str, Any]]:
    made = answer["choices"][0]["message"].get("tool_calls", [])
    return [(call["function"]["name"], json.loads(call["function"]["arguments"])) for call in made]


def calls_of_responses(answer: Answer) -> list[tuple[str, Any]]:
    items = [item for item in answer["output"] if item["type"] == "function_call"]
    return [(item["name"], json.loads(item["arguments"])) for item in items]


def calls_of_messages(answer: Answer) -> list[tuple[str, Any]]:
    blocks = [block for block in answer["content"] if block["type"] == "tool_use"]
    return [(block["name"], block["input"]) for block in blocks]


def calls_of_contents(answer: Answer) -> list[tuple[str, Any]]:
    parts = answer["candidates"][0]["content"]["parts"]
    return [(part["functionCall"]["name"], part["functionCall"]["args"]) for part in parts]


def text_of(answer: Answer) -> str:
    """Return the text of an answer, whatever its protocol."""
    match answer:
        case {"choices": [{"message": {"content": str(text)}}]}:
            return text
        case {"output": [*_, {"content": [{"text": str(text)}]}]}:
            return text
        case {"content": [*_, {"text": str(text)}]}:
            return text
        case {"candidates": [{"content": {"parts": [{"text": str(text)}]}}]}:
            return text
    raise AssertionError(answer)


@dataclass(frozen=True)
class Protocol:
    """How a conversation with tools is written at an endpoint."""

    name: str
    path: str
    key: str
    write: Callable[..., dict[str, Any]]
    calls: Callable[[Answer], list[tuple[str, Any]]]
    streamed: str = ""


PROTOCOLS = [
    Protocol("chat", CHAT, OPENAI, chat, calls_of_chat),
    Protocol("chat of Anthropic", CHAT, ANTHROPIC, chat, calls_of_chat),
    Protocol("chat of Gemini", CHAT, GEMINI, chat, calls_of_chat),
    Protocol("responses", RESPONSES, OPENAI, responses, calls_of_responses),
    Protocol("responses of Anthropic", RESPONSES, ANTHROPIC, responses, calls_of_responses),
    Protocol("messages", MESSAGES, ANTHROPIC, messages, calls_of_messages),
    Protocol("messages of Gemini", MESSAGES, GEMINI, messages, calls_of_messages),
    Protocol("messages of OpenAI", MESSAGES, DISPATCH, messages, calls_of_messages),
    Protocol("generateContent", GENERATE, GEMINI, contents, calls_of_contents, STREAM),
]
each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)


@each_protocol
def test_there_and_back(session: Session, protocol: Protocol) -> None:
    answer = post(session, protocol.path, protocol.key, **protocol.write(ASKED)).json()
    assert protocol.calls(answer) == CALLS
    answer = post(session, protocol.path, protocol.key, **protocol.write(ASKED, answer)).json()
    assert text_of(answer) == "done"
    assert session.unexpected == []


@each_protocol
def test_the_result_is_read(session: Session, protocol: Protocol) -> None:
    asked = 'Use the tool read with {"path": "b.txt"}'
    answer = post(session, protocol.path, protocol.key, **protocol.write(asked)).json()
    answer = post(session, protocol.path, protocol.key, **protocol.write(asked, answer)).json()
    assert text_of(answer) == "The tool says: ok"


@each_protocol
def test_calls_in_a_stream(session: Session, protocol: Protocol) -> None:
    body = protocol.write(ASKED) | ({} if protocol.streamed else {"stream": True})
    text = post(session, protocol.streamed or protocol.path, protocol.key, **body).text
    assert all(word in text for word in ("my_write", "a.txt", "b.txt"))
    assert session.unexpected == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('Use the tool missing with {"a": 1} and say done.', "done"),
        ("Use the tool read with {no JSON} and say done.", "done"),
        ("Use the tool read and say done.", "done"),
    ],
)
def test_a_tool_that_cannot_be_called(session: Session, asked: str, said: str) -> None:
    assert text_of(post(session, CHAT, OPENAI, **chat(asked)).json()) == said


def test_a_later_question_may_call_again(session: Session) -> None:
    asked = {"role": "user", "content": 'Use the tool read with {"path": "b.txt"}'}
    made = {"type": "function", "id": "call_1", "function": {"name": "read", "arguments": "{}"}}
    turns = [
        asked,
        {"role": "assistant", "content": "I read it.", "tool_calls": [made]},
        {"role": "tool", "tool_call_id": "call_1", "content": "ok"},
        {"role": "assistant", "content": "done"},
        asked,
    ]
    answer = post(session, CHAT, OPENAI, **(chat("") | {"messages": turns})).json()
    assert calls_of_chat(answer) == [("read", {"path": "b.txt"})]


def test_a_reminder_after_the_question(session: Session) -> None:
    """Some clients append a message of their own: all since the last answer counts."""
    turns = [
        {"role": "user", "content": "Say pong"},
        {"role": "user", "content": "<reminder>Be brief.</reminder>"},
    ]
    assert text_of(post(session, CHAT, OPENAI, messages=turns).json()) == "pong"


def test_a_result_without_a_call(session: Session) -> None:
    """It is handed on to OpenAI, and left out where the gateway makes Messages of it."""
    orphan = {"role": "tool", "tool_call_id": "call_9", "content": "ok"}
    turns = [{"role": "user", "content": "Say pong"}, orphan]
    assert text_of(post(session, CHAT, OPENAI, messages=turns).json()) == "pong"
    post(session, CHAT, ANTHROPIC, messages=turns)
    assert session.requests[0].sent["input"][1]["call_id"] == "call_9"
    [message] = session.requests[1].sent["messages"]
    assert message["content"] == [{"type": "text", "text": "Say pong"}]


def test_arguments_that_are_no_json(session: Session) -> None:
    made = {"type": "function", "id": "call_1", "function": {"name": "read", "arguments": "{"}}
    turns = [
        {"role": "user", "content": "Say pong"},
        {"role": "assistant", "content": None, "tool_calls": [made]},
        {"role": "tool", "tool_call_id": "call_1", "content": "ok"},
    ]
    assert text_of(post(session, CHAT, ANTHROPIC, messages=turns).json()) == "pong"
    assert session.requests[0].sent["messages"][1]["content"][0]["input"] == {}


def test_a_thousand_tools(session: Session) -> None:
    tools = [{"name": f"tool_{number}", "input_schema": SCHEMA} for number in range(1000)]
    asked = [{"role": "user", "content": 'Use the tool tool_999 with {"path": "b.txt"}'}]
    answer = post(session, MESSAGES, ANTHROPIC, messages=asked, tools=tools).json()
    assert calls_of_messages(answer) == [("tool_999", {"path": "b.txt"})]


def test_the_answer_as_a_call(session: Session) -> None:
    """What else is asked for is called first, and after the call of `StructuredOutput` there is a text."""
    tools = [{"name": name, "input_schema": SCHEMA} for name in ("read", "StructuredOutput")]
    turns: list[dict[str, object]] = [
        {"role": "user", "content": 'Use the tool read with {"path": "b.txt"}, and say done.'}
    ]
    found = []
    for _ in range(3):
        answer = post(session, MESSAGES, ANTHROPIC, messages=turns, tools=tools).json()
        found.append(calls_of_messages(answer) or text_of(answer))
        results = [
            {"type": "tool_result", "tool_use_id": block["id"], "content": "ok"}
            for block in answer["content"]
            if block["type"] == "tool_use"
        ]
        turns += [{"role": "assistant", "content": answer["content"]}, {"role": "user", "content": results}]
    assert found == [[("read", {"path": "b.txt"})], [("StructuredOutput", {"path": "pong"})], "done"]


def test_an_image_of_50_mb_is_seen_and_nothing_hangs(session: Session) -> None:
    data = base64.b64encode(bytes(50_000_000)).decode()
    source = {"type": "base64", "media_type": "image/png", "data": data}
    messages = [{"role": "user", "content": [{"type": "image", "source": source}]}]
    [block] = post(session, MESSAGES, ANTHROPIC, messages=messages, max_tokens=100).json()["content"]
    assert block["text"] == "I see image/png of 50000000 bytes"
