"""What the mock says: texts, tokens, JSON and calls of tools (2.13)."""

import json
from typing import Any

import pytest

from tests.gateway import Session
from tests.gateway.samples import sample
from tests.gateway.tests.testing import (
    ANTHROPIC,
    CHAT,
    GEMINI,
    GENERATE,
    MESSAGES,
    OPENAI,
    RESPONSES,
    STREAM,
    post,
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Say pong", "pong"),
        ('please SAY "hello" to them', "hello"),
        ("Never say never.\nSay pong", "pong"),
        ("Count to 5.", "1 2 3 4 5"),
        ("count from 1 to 5", "1 2 3 4 5"),
        ("Count to 12", "1 2 3 4 5 6 7 8 9 10 11 12"),
        ("Say no, then repeat exactly <<a\n```\nb\n```>>", "a\n```\nb\n```"),
        ("Count to 5000", "Hello! How can I help you today?"),
        ("hi", "Hello! How can I help you today?"),
    ],
)
def test_what_the_mock_says(session: Session, text: str, answer: str) -> None:
    messages = [
        {"role": "user", "content": "Say no"},
        {"role": "assistant", "content": "no"},
        {"role": "user", "content": text},
    ]
    [choice] = post(session, CHAT, OPENAI, messages=messages).json()["choices"]
    assert choice["message"]["content"] == answer


LONG = [{"role": "user", "content": "x" * 5000}]


def test_tokens_of_a_short_prompt(session: Session) -> None:
    """10 and a token for every 4 bytes."""
    usage = post(session, CHAT, OPENAI).json()["usage"]
    assert (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (12, 1, 13)
    # The gateway names only what is not 0.
    assert usage.keys() == {"prompt_tokens", "completion_tokens", "total_tokens"}


def test_tokens_of_a_long_prompt(session: Session) -> None:
    """From 1024 on, the cache takes multiples of 128."""
    usage = post(session, CHAT, OPENAI, messages=LONG).json()["usage"]
    assert (usage["prompt_tokens"], usage["prompt_tokens_details"]["cached_tokens"]) == (1260, 1152)


def test_anthropic_counts_apart_what_its_cache_has_and_takes(session: Session) -> None:
    marked = [{"type": "text", "text": "x" * 5000, "cache_control": {"type": "ephemeral"}}]
    counts = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
    first = post(session, MESSAGES, ANTHROPIC, system=marked).json()["usage"]
    again = post(session, MESSAGES, ANTHROPIC, system=marked).json()["usage"]
    assert [first[count] for count in counts] == [12, 1250, 0]
    assert [again[count] for count in counts] == [12, 0, 1250]


def test_anthropic_caches_nothing_that_is_not_marked(session: Session) -> None:
    usage = post(session, MESSAGES, ANTHROPIC, messages=LONG).json()["usage"]
    assert (usage["input_tokens"], usage["cache_creation_input_tokens"]) == (1260, 0)


COUNT = "Count from 1 to 100"
CUT = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 2"


@pytest.mark.parametrize(
    ("path", "key", "fields", "end"),
    [
        pytest.param(
            RESPONSES,
            OPENAI,
            {"input": COUNT, "max_output_tokens": 16},
            '"incomplete_details":{"reason":"max_output_tokens"}',
            id="responses",
        ),
        pytest.param(
            RESPONSES,
            ANTHROPIC,
            {"input": COUNT, "max_output_tokens": 16},
            '"status":"incomplete"',
            id="converted responses",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {"messages": [{"role": "user", "content": COUNT}], "max_tokens": 16},
            '"stop_reason":"max_tokens"',
            id="messages",
        ),
        pytest.param(
            GENERATE,
            GEMINI,
            {"contents": [{"parts": [{"text": COUNT}]}], "generationConfig": {"maxOutputTokens": 16}},
            '"finishReason":"MAX_TOKENS"',
            id="generateContent",
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_limit_of_tokens(
    session: Session, path: str, key: str, fields: dict[str, Any], end: str, *, stream: bool
) -> None:
    if path == GENERATE:
        answer = post(session, STREAM if stream else GENERATE, key, **fields).text
    else:
        answer = post(session, path, key, **fields, stream=stream).text
    assert end in answer
    assert stream or f'"{CUT}"' in answer
    assert session.unexpected == []


def test_no_limit_below_128_on_chat_completions(session: Session) -> None:
    messages = [{"role": "user", "content": COUNT}]
    [choice] = post(session, CHAT, OPENAI, messages=messages, max_tokens=16).json()["choices"]
    assert (choice["message"]["content"][-4:], choice["finish_reason"]) == (" 100", "stop")


def test_a_limit_on_chat_completions(session: Session) -> None:
    messages = [{"role": "user", "content": "Count from 1 to 999"}]
    [choice] = post(session, CHAT, OPENAI, messages=messages, max_tokens=16).json()["choices"]
    assert (len(choice["message"]["content"]), choice["finish_reason"]) == (4 * 128, "length")


PIXEL = "iVBORw0KGgo="


@pytest.mark.parametrize(
    ("path", "key", "part", "said"),
    [
        pytest.param(
            CHAT,
            OPENAI,
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}},
            "I see image/png of 8 bytes",
            id="chat: an image",
        ),
        pytest.param(
            CHAT,
            ANTHROPIC,
            {"type": "file", "file": {"file_data": f"data:application/pdf;base64,{PIXEL}"}},
            "Hello! How can I help you today?",
            id="chat: a document vanishes",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {
                "type": "document",
                "source": {"type": "base64", "media_type": "application/pdf", "data": PIXEL},
            },
            "I see application/pdf of 8 bytes",
            id="messages: a document",
        ),
    ],
)
def test_what_the_mock_sees(session: Session, path: str, key: str, part: dict[str, Any], said: str) -> None:
    content = [{"type": "text", "text": "What is this?"}, part]
    answer = post(session, path, key, messages=[{"role": "user", "content": content}]).text
    assert f'"{said}"' in answer
    assert session.unexpected == []


def test_an_image_of_50_megabytes(session: Session) -> None:
    source = {"type": "base64", "media_type": "image/png", "data": "A" * (4 * 52_428_800 // 3 // 4 * 4)}
    content = [{"type": "image", "source": source}]
    answer = post(session, MESSAGES, ANTHROPIC, messages=[{"role": "user", "content": content}])
    assert (answer.status_code, "image/png of 52428" in answer.text) == (200, True)


SCHEMA = {
    "type": "object",
    "properties": {
        "city": {"type": "string"},
        "days": {"type": "array", "items": {"type": "integer"}, "minItems": 2},
        "unit": {"$ref": "#/$defs/unit"},
    },
    "$defs": {"unit": {"enum": ["C", "F"]}},
}
FITTING = {"city": "pong", "days": [1, 1], "unit": "C"}


def test_json_on_chat(session: Session) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "weather", "schema": SCHEMA}}
    [choice] = post(session, CHAT, OPENAI, response_format=form).json()["choices"]
    assert json.loads(choice["message"]["content"]) == FITTING
    assert session.unexpected == []


def test_json_on_responses(session: Session) -> None:
    text = {"format": {"type": "json_schema", "name": "weather", "schema": SCHEMA}}
    item = post(session, RESPONSES, OPENAI, text=text).json()["output"][0]
    assert json.loads(item["content"][0]["text"]) == FITTING
    assert session.unexpected == []


def test_json_on_generate_content(session: Session) -> None:
    schema = {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}}
    config = {"responseMimeType": "application/json", "responseSchema": schema}
    body = post(session, GENERATE, GEMINI, generationConfig=config).json()
    assert json.loads(body["candidates"][0]["content"]["parts"][0]["text"]) == {"a": "pong"}
    assert session.unexpected == []


def test_a_schema_that_refers_to_itself_ends() -> None:
    reference = {"$ref": "#/$defs/list"}
    endless = {"type": "array", "items": reference, "minItems": 1}
    value, levels = sample({**reference, "$defs": {"list": endless}}), 0
    while value:
        [value], levels = value, levels + 1
    # Half of the 20 levels are references.
    assert levels == 10


@pytest.mark.parametrize(("least", "length"), [(9, 9), (10, 0)])
def test_a_list_has_nine_items_at_most(least: int, length: int) -> None:
    assert len(sample({"type": "array", "items": {}, "minItems": least})) == length


def test_a_call_of_a_tool_on_chat(session: Session) -> None:
    tools = [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}]
    choice = {"type": "function", "function": {"name": "weather"}}
    answer = post(session, CHAT, OPENAI, tools=tools, tool_choice=choice).json()["choices"][0]
    assert answer["finish_reason"] == "tool_calls"
    assert json.loads(answer["message"]["tool_calls"][0]["function"]["arguments"]) == FITTING
    assert session.unexpected == []


def test_a_call_of_a_tool_on_messages(session: Session) -> None:
    tools = [{"name": "weather", "input_schema": SCHEMA}]
    body = post(session, MESSAGES, ANTHROPIC, tools=tools, tool_choice={"type": "any"}).json()
    assert (body["stop_reason"], body["content"][0]["input"]) == ("tool_use", FITTING)
    assert session.unexpected == []


@pytest.mark.parametrize(
    ("path", "key", "fields"),
    [
        pytest.param(
            STREAM,
            GEMINI,
            {
                "tools": [{"functionDeclarations": [{"name": "f", "parametersJsonSchema": SCHEMA}]}],
                "toolConfig": {"functionCallingConfig": {"mode": "ANY"}},
            },
            id="streamGenerateContent",
        ),
        pytest.param(
            RESPONSES,
            OPENAI,
            {
                "stream": True,
                "tools": [{"type": "function", "name": "f", "parameters": SCHEMA, "strict": True}],
                "tool_choice": "required",
            },
            id="responses",
        ),
        pytest.param(
            CHAT,
            OPENAI,
            {
                "stream": True,
                "tools": [{"type": "function", "function": {"name": "f", "parameters": SCHEMA}}],
                "tool_choice": "required",
            },
            id="chat",
        ),
        pytest.param(
            MESSAGES,
            ANTHROPIC,
            {
                "stream": True,
                "tools": [{"name": "f", "input_schema": SCHEMA}],
                "tool_choice": {"type": "tool", "name": "f"},
            },
            id="messages",
        ),
    ],
)
def test_a_call_of_a_tool_in_a_stream(session: Session, path: str, key: str, fields: dict[str, Any]) -> None:
    assert "pong" in post(session, path, key, **fields).text
    assert session.unexpected == []
