"""Which provider serves what, and what its failures become (gateway.md 2.6, 2.8 to 2.12)."""

import json
import re
from typing import Any

import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.testing import MAIN, client, hello, post
from tests.site.facts import facts

OPENAI, ANTHROPIC, GEMINI = "sk-your-openai-key", "sk-your-anthropic-key", "sk-your-gemini-key"
GENERATE = f"/v1beta/models/{MAIN['gemini']}:generateContent"
STREAM = f"/v1beta/models/{MAIN['gemini']}:streamGenerateContent?alt=sse"
CHAT, RESPONSES, MESSAGES = "/v1/chat/completions", "/v1/responses", "/v1/messages"


def oai(type_: str, message: str) -> dict[str, Any]:
    return {"error": {"type": type_, "message": message}}


def oai_code(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def ant(type_: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": type_, "message": message}}


def goo(code: int, status: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status}}


NOT_GEMINI = goo(400, "INVALID_ARGUMENT", "API key group platform is not gemini")
NO_DISPATCH = ant("permission_error", "This group does not allow /v1/messages dispatch")


@pytest.mark.parametrize("path", [CHAT, RESPONSES, MESSAGES, GENERATE])
@pytest.mark.parametrize(
    "key", [OPENAI, ANTHROPIC, GEMINI, "sk-your-dispatch-key", "sk-your-anthropic-subscription-key"]
)
def test_who_serves_what(session: Session, path: str, key: str) -> None:
    answer = post(session, path, key)
    body = answer.json()
    provider = "anthropic" if "anthropic" in key else "gemini" if key == GEMINI else "openai"
    match path, provider:
        case "/v1/messages", "openai" if "dispatch" not in key:
            assert (answer.status_code, body) == (403, NO_DISPATCH)
        case "/v1/responses", "gemini":
            assert (answer.status_code, body) == (
                502,
                oai_code("server_error", "All available accounts exhausted"),
            )
        case _ if path == GENERATE and provider != "gemini":
            assert (answer.status_code, body) == (400, NOT_GEMINI)
        case "/v1/chat/completions", _:
            assert (body["object"], body["model"]) == ("chat.completion", MAIN[provider])
            assert body["choices"][0]["message"]["content"] == "pong"
        case "/v1/responses", _:
            assert (body["object"], body["output"][0]["content"][0]["text"]) == ("response", "pong")
            assert body["store"] is False
        case "/v1/messages", _:
            assert (body["type"], body["content"][0]["text"]) == ("message", "pong")
        case _:
            assert body["candidates"][0]["content"]["parts"] == [{"text": "pong"}]
    assert session.unexpected == []


@pytest.mark.parametrize("key", [ANTHROPIC, GEMINI])
def test_what_only_openai_serves(session: Session, key: str) -> None:
    embeddings, images = (post(session, path, key) for path in ("/v1/embeddings", "/v1/images/generations"))
    assert embeddings.status_code == images.status_code == 404
    assert embeddings.json() == oai("not_found_error", "Embeddings API is not supported for this platform")
    assert images.json() == oai("not_found_error", "Images API is not supported for this platform")


def test_what_only_gemini_serves(session: Session) -> None:
    with client(session, OPENAI) as http:
        for path in ("/v1beta/models", f"/v1beta/models/{MAIN['gemini']}"):
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
def test_a_model_that_the_key_does_not_have(session: Session, path: str, key: str, form: Any) -> None:
    message = 'Model "gpt-4" is not supported by any configured account in this group'
    answer = post(session, path, key, model="gpt-4")
    assert (answer.status_code, answer.json()) == (404, form("model_not_found", message))
    assert session.requests[0].model == "gpt-4"


def test_a_model_that_the_key_does_not_have_on_v1beta(session: Session) -> None:
    message = 'Model "gemini-1.5-pro" is not supported by any configured account in this group'
    answer = post(session, "/v1beta/models/gemini-1.5-pro:generateContent", GEMINI)
    assert (answer.status_code, answer.json()) == (404, goo(404, "NOT_FOUND", message))


@pytest.mark.parametrize("provider", list(MAIN))
def test_every_published_model_works(session: Session, provider: str) -> None:
    for model in facts()["models"][provider]["published"]:
        image = model.startswith("gpt-image")
        key = "sk-your-images-key" if image else f"sk-your-{provider}-key"
        path = "/v1/images/generations" if image else CHAT
        assert post(session, path, key, model=model).status_code == 200, model


LIMIT, RPM = "api key 5小时限额已用完", "group requests-per-minute limit exceeded"
BUSY = "Concurrency limit exceeded for user, please retry later"
NONE = "No available accounts: no available accounts"


@pytest.mark.parametrize(
    ("path", "key", "status", "body", "retry_after"),
    [
        (CHAT, "sk-your-five-hour-limit-key", 429, oai("rate_limit_exceeded", LIMIT), None),
        (RESPONSES, "sk-your-anthropic-five-hour-limit-key", 429, oai_code("rate_limit_exceeded", LIMIT), None),
        (MESSAGES, "sk-your-anthropic-rpm-limit-key", 429, ant("rate_limit_exceeded", RPM), "2"),
        (GENERATE, "sk-your-gemini-rpm-limit-key", 429, goo(429, "RESOURCE_EXHAUSTED", RPM), "2"),
        (CHAT, "sk-your-concurrency-key", 429, oai("rate_limit_error", BUSY), None),
        (CHAT, "sk-your-anthropic-concurrency-key", 429, ant("rate_limit_error", BUSY), None),
        (RESPONSES, "sk-your-anthropic-concurrency-key", 429, ant("rate_limit_error", BUSY), None),
        (
            GENERATE,
            "sk-your-gemini-concurrency-key",
            429,
            goo(429, "RESOURCE_EXHAUSTED", "timeout waiting for user concurrency slot"),
            None,
        ),
        (CHAT, "sk-your-no-accounts-key", 503, oai("api_error", "Service temporarily unavailable"), None),
        (CHAT, "sk-your-anthropic-no-accounts-key", 503, oai("api_error", NONE), None),
        (MESSAGES, "sk-your-anthropic-no-accounts-key", 503, ant("api_error", NONE), None),
        (
            GENERATE,
            "sk-your-gemini-no-accounts-key",
            503,
            goo(503, "INTERNAL", "No available Gemini accounts: no available accounts"),
            None,
        ),
        (
            CHAT,
            "sk-your-anthropic-claude-code-only-key",
            403,
            oai("permission_error", "This group is restricted to Claude Code clients (/v1/messages only)"),
            None,
        ),
        (
            MESSAGES,
            "sk-your-anthropic-claude-code-only-key",
            503,
            ant("api_error", "No available accounts: this group only allows Claude Code clients"),
            None,
        ),
    ],
)  # fmt: skip
def test_limits(
    session: Session, path: str, key: str, status: int, body: Any, retry_after: str | None
) -> None:
    answer = post(session, path, key)
    assert (answer.status_code, answer.json(), answer.headers.get("retry-after")) == (
        status,
        body,
        retry_after,
    )


def test_claude_code_may_use_its_group(session: Session) -> None:
    with client(session, "sk-your-anthropic-claude-code-only-key") as http:
        http.headers["User-Agent"] = "claude-cli/2.1.330 (external, cli)"
        assert http.post(MESSAGES, json=hello(MESSAGES, MAIN["anthropic"])).status_code == 200


AUTHENTICATION = "Upstream authentication failed, please contact administrator"
FORBIDDEN = "Upstream access forbidden, please contact administrator"
RATE = "Upstream rate limit exceeded, please retry later"
OVERLOADED = "Upstream service overloaded, please retry later"
UNAVAILABLE = "Upstream service temporarily unavailable"
EXHAUSTED = "All available accounts exhausted"


@pytest.mark.parametrize(
    ("state", "native", "anthropic_type", "converted", "retry_after"),
    [
        ("upstream-401", (502, "upstream_error", AUTHENTICATION), None, 401, None),
        ("upstream-403", (502, "upstream_error", FORBIDDEN), None, 403, None),
        ("upstream-429", (429, "rate_limit_error", RATE), None, 429, "1"),
        ("upstream-500", (502, "upstream_error", UNAVAILABLE), None, 500, None),
        ("upstream-529", (503, "upstream_error", OVERLOADED), "overloaded_error", 529, None),
        ("overloaded", (503, "upstream_error", OVERLOADED), "overloaded_error", 529, None),
        ("busy", (429, "rate_limit_error", RATE), None, 429, "1"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_providers_failure(
    session: Session,
    state: str,
    native: tuple[int, str, str],
    anthropic_type: str | None,
    converted: int,
    retry_after: str | None,
    stream: bool,
) -> None:
    status, type_, message = native
    for path in (CHAT, RESPONSES):
        answer = post(session, path, f"sk-your-{state}-key", stream=stream)
        assert (answer.status_code, answer.json()) == (status, oai(type_, message))
        assert answer.headers.get("retry-after") == retry_after
    answer = post(session, MESSAGES, f"sk-your-anthropic-{state}-key", stream=stream)
    assert (answer.status_code, answer.json()) == (status, ant(anthropic_type or type_, message))
    assert "retry-after" not in answer.headers
    answer = post(session, CHAT, f"sk-your-anthropic-{state}-key", stream=stream)
    assert (answer.status_code, answer.json()) == (converted, oai("server_error", EXHAUSTED))
    assert answer.headers.get("retry-after") == retry_after
    answer = post(session, STREAM if stream else GENERATE, f"sk-your-gemini-{state}-key")
    word = "RESOURCE_EXHAUSTED" if status == 429 else "INTERNAL"
    assert (answer.status_code, answer.json()) == (status, goo(status, word, message))
    assert session.unexpected == []


def test_busy_works_the_third_time_in_each_session(gateway: Gateway) -> None:
    for name in ("one", "two"):
        with gateway.session(name) as session:
            assert [post(session, CHAT, "sk-your-busy-key").status_code for _ in range(4)] == [
                429,
                429,
                200,
                200,
            ]


@pytest.mark.parametrize(
    ("path", "key", "change", "status", "message", "line"),
    [
        (
            CHAT,
            OPENAI,
            {"messages": None},
            400,
            "Invalid value for 'messages': Input should be a valid array.",
            "messages",
        ),
        (
            CHAT,
            OPENAI,
            {"messages": [{"role": "user", "content": 5}]},
            400,
            "Invalid value for 'messages[0].content': Input should be a valid string.",
            "messages.0.content",
        ),
        (
            CHAT,
            OPENAI,
            {"messages": [{"role": "robot", "content": "hi"}]},
            400,
            "Invalid value for 'messages[0].role': not a role.",
            "messages.0.role",
        ),
        (CHAT, OPENAI, {"max_token": 5}, 400, "Unknown parameter: 'max_token'.", "max_token"),
        (RESPONSES, OPENAI, {"temperature": "hot"}, 502, "Upstream request failed", "temperature"),
        (
            RESPONSES,
            ANTHROPIC,
            {"temperature": "hot"},
            400,
            "temperature: Input should be a valid number",
            "temperature",
        ),
        (
            MESSAGES,
            ANTHROPIC,
            {"max_tokens": "5"},
            400,
            "max_tokens: Input should be a valid integer",
            "max_tokens",
        ),
        (MESSAGES, ANTHROPIC, {"stream": 1}, 400, "stream: Input should be False", "stream"),
        (MESSAGES, ANTHROPIC, {"messages": []}, 400, "messages: Field required", "messages"),
        (
            GENERATE,
            GEMINI,
            {"generation_config": {"max_tokens": 5}},
            400,
            'Invalid JSON payload received. Unknown name "max_tokens": Cannot find field.',
            "generation_config.max_tokens",
        ),
        (
            "/v1/embeddings",
            OPENAI,
            {},
            502,
            "Upstream access forbidden, please contact administrator",
            "model",
        ),
    ],
)
def test_what_a_provider_would_refuse(
    session: Session, path: str, key: str, change: dict[str, Any], status: int, message: str, line: str
) -> None:
    answer = post(session, path, key, **change)
    assert (answer.status_code, answer.json()["error"]["message"]) == (status, message)
    special = {
        (RESPONSES, OPENAI): "upstream_error",
        ("/v1/embeddings", OPENAI): "upstream_error",
        (RESPONSES, ANTHROPIC): "server_error",
    }
    kind = "INVALID_ARGUMENT" if path == GENERATE else special.get((path, key), "invalid_request_error")
    assert session.requests[0].error == kind
    assert [entry.partition(": ")[0] for entry in session.unexpected] == [f"POST {path}"]
    assert f": {line}: " in session.unexpected[0]


def test_anthropics_own_refusal_is_handed_on(session: Session) -> None:
    with client(session, ANTHROPIC) as http:
        answer = http.post(
            MESSAGES, json={"model": MAIN["anthropic"], "messages": [{"role": "user", "content": "hi"}]}
        )
    assert answer.json() == ant("invalid_request_error", "max_tokens: Field required") | {
        "request_id": f"req_{1:024d}"
    }


def test_the_newest_fields_of_agents_are_let_through(session: Session) -> None:
    tools = [{"type": "namespace-of-tomorrow", "anything": True}]
    assert post(session, RESPONSES, OPENAI, client_metadata={}, tools=tools).status_code == 200
    assert post(session, CHAT, OPENAI, enable_thinking=True, top_k=5).status_code == 200
    assert (
        post(
            session, MESSAGES, ANTHROPIC, params={"beta": "true"}, context_management={"edits": []}
        ).status_code
        == 200
    )
    tools = [{"type": "tool-of-tomorrow", "name": 5}]
    assert post(session, MESSAGES, ANTHROPIC, tools=tools, tool_choice={"type": "any"}).status_code == 200
    assert session.unexpected == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Say pong", "pong"),
        ('please SAY "hello" to them', "hello"),
        ("Never say never.\nSay pong", "pong"),
        ("Count to 5.", "1 2 3 4 5"),
        ("count from 1 to 5", "1 2 3 4 5"),
        ("Count to 50", "Hello! How can I help you today?"),
        ("hi", "Hello! How can I help you today?"),
    ],
)
def test_what_the_mock_says(session: Session, text: str, answer: str) -> None:
    messages = [
        {"role": "user", "content": "Say no"},
        {"role": "assistant", "content": "no"},
        {"role": "user", "content": text},
    ]
    assert post(session, CHAT, OPENAI, messages=messages).json()["choices"][0]["message"]["content"] == answer


ORPHAN = (
    "function_call_output requires item_reference ids matching each call_id on HTTP requests; "
    "continuation via previous_response_id is only supported on Responses WebSocket v2"
)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"previous_response_id": "resp_1"},
            "previous_response_id is only supported on Responses WebSocket v2",
        ),
        (
            {"previous_response_id": "msg_1"},
            "previous_response_id must be a response.id (resp_*), not a message id",
        ),
        (
            {"input": [{"type": "function_call_output", "call_id": "a", "output": "x"}]},
            ORPHAN,
        ),
    ],
)
def test_responses_are_not_continued(session: Session, change: dict[str, Any], message: str) -> None:
    answer = post(session, RESPONSES, OPENAI, **change)
    assert (answer.status_code, answer.json()) == (400, oai("invalid_request_error", message))


def test_a_call_and_its_output(session: Session) -> None:
    call = {"type": "function_call", "call_id": "a", "name": "f", "arguments": "{}"}
    output = {"type": "function_call_output", "call_id": "a", "output": "x"}
    assert post(session, RESPONSES, OPENAI, input=[call, output]).status_code == 200


def test_images(session: Session) -> None:
    path = "/v1/images/generations"
    image = next(model for model in facts()["models"]["openai"]["published"] if "image" in model)
    refused = post(session, path, OPENAI, model=image)
    assert (refused.status_code, refused.json()) == (
        403,
        oai("permission_error", "Image generation is not enabled for this group"),
    )
    key = "sk-your-images-key"
    assert post(session, path, key).json() == oai(
        "invalid_request_error", f'images endpoint requires an image model, got "{MAIN["openai"]}"'
    )
    assert post(session, path, key, model=image, n=0).json()["error"]["message"] == "n must be greater than 0"
    with client(session, key) as http:
        assert len(http.post(path, json={"prompt": "a dot", "n": 2}).json()["data"]) == 2
    assert post(session, CHAT, key, model=image).json() == oai(
        "invalid_request_error", "This model is not supported on the Chat Completions endpoint"
    )


INTERRUPTED = "Upstream response stream was interrupted"


def frames(text: str) -> list[tuple[str | None, Any]]:
    """Read server-sent events: name and data."""
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        data = lines["data"]
        found.append((lines.get("event"), data if data == "[DONE]" else json.loads(data)))
    return found


def test_streams_that_break_off(session: Session) -> None:
    """gateway.md 2.12: the status stays 200, the last frame tells."""

    def last(path: str, key: str, count: int = 1) -> list[tuple[str | None, Any]]:
        answer = post(session, path, key, stream=True) if "beta" not in path else post(session, path, key)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream")
        assert "[DONE]" not in answer.text
        assert "pong" in answer.text
        return frames(answer.text)[-count:]

    assert last(CHAT, "sk-your-stream-broken-key") == [
        (
            "error",
            {
                "error": {
                    "type": "upstream_error",
                    "message": INTERRUPTED,
                    "code": "upstream_stream_read_error",
                }
            },
        )
    ]
    error, failed = last(RESPONSES, "sk-your-stream-broken-key", 2)
    inner = {"type": "upstream_error", "message": "stream_read_error", "code": "stream_read_error"}
    assert error == (None, {"type": "error", "sequence_number": 0, "error": inner})
    assert failed[0] == failed[1]["type"] == "response.failed"
    assert failed[1]["response"]["error"] == {"code": "upstream_error", "message": INTERRUPTED}
    assert last(MESSAGES, "sk-your-anthropic-stream-broken-key") == [
        ("error", ant("stream_read_error", "upstream stream disconnected: unexpected EOF"))
    ]
    assert last(CHAT, "sk-your-anthropic-stream-broken-key")[0][1]["object"] == "chat.completion.chunk"
    assert last(RESPONSES, "sk-your-anthropic-stream-broken-key")[0][0] == "response.output_text.delta"
    assert "finishReason" not in last(STREAM, "sk-your-gemini-stream-broken-key")[0][1]["candidates"][0]
    errors = [request.error for request in session.requests]
    assert errors == ["upstream_error", "upstream_error", "stream_read_error", None, None, None]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (CHAT, "sk-your-stream-broken-key"),
        (RESPONSES, "sk-your-stream-broken-key"),
        (MESSAGES, "sk-your-anthropic-stream-broken-key"),
        (STREAM, "sk-your-gemini-stream-broken-key"),
    ],
)
def test_a_stream_breaks_off_after_its_first_word(session: Session, path: str, key: str) -> None:
    prompt = "Count from 1 to 5"
    body: dict[str, Any] = {"messages": [{"role": "user", "content": prompt}], "stream": True}
    if path == STREAM:
        body = {"contents": [{"parts": [{"text": prompt}]}]}
    elif path == RESPONSES:
        body = {"input": prompt, "stream": True}
    words = re.findall(r'"(?:content|text|delta)":" ?(\d)"', post(session, path, key, **body).text)
    assert words == ["1"]


def test_the_frames_of_a_stream(session: Session) -> None:
    five = {"messages": [{"role": "user", "content": "Count from 1 to 5"}]}
    answer = post(session, CHAT, OPENAI, stream=True, stream_options={"include_usage": True}, **five)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    *chunks, (_, done) = frames(answer.text)
    texts = [choice["delta"].get("content") for _, chunk in chunks for choice in chunk["choices"]]
    assert texts == ["", "1", " 2", " 3", " 4", " 5", None]
    assert (done, chunks[-1][1]["choices"], chunks[-1][1]["usage"]["completion_tokens"]) == ("[DONE]", [], 3)
    names = [name for name, _ in frames(post(session, RESPONSES, OPENAI, stream=True).text)]
    assert (names[0], names[-1], names.count("response.output_text.delta")) == (
        "response.created",
        "response.completed",
        1,
    )
    names = [name for name, _ in frames(post(session, MESSAGES, ANTHROPIC, stream=True).text)]
    assert (names[0], names[-2:]) == ("message_start", ["message_delta", "message_stop"])
    array = post(session, STREAM.removesuffix("?alt=sse"), GEMINI)
    assert array.headers["content-type"] == "application/json; charset=utf-8"
    assert array.json()[-1]["candidates"][0]["finishReason"] == "STOP"


def test_tokens(session: Session) -> None:
    """The rule of `answers.py`: 10 and a token for every 4 bytes; from 1024 on the cache takes multiples of 128."""
    usage = post(session, CHAT, OPENAI).json()["usage"]
    assert (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (12, 1, 13)
    assert usage["prompt_tokens_details"] == {"cached_tokens": 0}
    long = [{"role": "user", "content": "x" * 5000}]
    usage = post(session, CHAT, OPENAI, messages=long).json()["usage"]
    assert (usage["prompt_tokens"], usage["prompt_tokens_details"]["cached_tokens"]) == (1260, 1152)
    usage = post(session, MESSAGES, ANTHROPIC, messages=long).json()["usage"]
    assert (
        usage["input_tokens"],
        usage["cache_read_input_tokens"],
        usage["cache_creation_input_tokens"],
    ) == (108, 1152, 0)


def test_answers_in_json_and_calls_of_tools(session: Session) -> None:
    schema = {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "array", "items": {"type": "integer"}, "minItems": 2}, "unit": {"$ref": "#/$defs/unit"}}, "$defs": {"unit": {"enum": ["C", "F"]}}}  # fmt: skip
    expected = {"city": "pong", "days": [1, 1], "unit": "C"}
    form = {"type": "json_schema", "json_schema": {"name": "weather", "schema": schema}}
    content = post(session, CHAT, OPENAI, response_format=form).json()["choices"][0]["message"]["content"]
    assert json.loads(content) == expected
    text = {"format": {"type": "json_schema", "name": "weather", "schema": schema}}
    item = post(session, RESPONSES, OPENAI, text=text).json()["output"][0]
    assert json.loads(item["content"][0]["text"]) == expected
    tools = [{"type": "function", "function": {"name": "weather", "parameters": schema}}]
    choice = {"type": "function", "function": {"name": "weather"}}
    body = post(session, CHAT, OPENAI, tools=tools, tool_choice=choice).json()["choices"][0]
    assert body["finish_reason"] == "tool_calls"
    assert json.loads(body["message"]["tool_calls"][0]["function"]["arguments"]) == expected
    tools = [{"name": "weather", "input_schema": schema}]
    body = post(session, MESSAGES, ANTHROPIC, tools=tools, tool_choice={"type": "any"}).json()
    assert (body["stop_reason"], body["content"][0]["input"]) == ("tool_use", expected)
    config = {
        "responseMimeType": "application/json",
        "responseSchema": {"type": "OBJECT", "properties": {"a": {"type": "STRING"}}},
    }
    body = post(session, GENERATE, GEMINI, generationConfig=config).json()
    assert json.loads(body["candidates"][0]["content"]["parts"][0]["text"]) == {"a": "pong"}
    for stream in (STREAM, RESPONSES, CHAT, MESSAGES):
        tools_of: dict[str, Any] = {
            STREAM: {"tools": [{"functionDeclarations": [{"name": "f", "parametersJsonSchema": schema}]}], "toolConfig": {"functionCallingConfig": {"mode": "ANY"}}},
            RESPONSES: {"stream": True, "tools": [{"type": "function", "name": "f", "parameters": schema, "strict": True}], "tool_choice": "required"},
            CHAT: {"stream": True, "tools": [{"type": "function", "function": {"name": "f", "parameters": schema}}], "tool_choice": "required"},
            MESSAGES: {"stream": True, "tools": [{"name": "f", "input_schema": schema}], "tool_choice": {"type": "tool", "name": "f"}},
        }  # fmt: skip
        key = {STREAM: GEMINI, MESSAGES: ANTHROPIC}.get(stream, OPENAI)
        assert "pong" in post(session, stream, key, **tools_of[stream]).text
    assert session.unexpected == []
