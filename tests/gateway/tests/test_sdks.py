"""The providers' own SDKs against the mock, unmodified, led by the environment alone."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import anthropic
import httpx2
import openai
import pytest
from anthropic.types import MessageParam, TextBlock, ToolParam, ToolUseBlock
from google import genai
from openai.types.chat import ChatCompletionUserMessageParam
from pydantic import BaseModel

from tests.gateway import Session
from tests.gateway.tests.testing import ANTHROPIC, GEMINI, MAIN, OPENAI, tls
from tests.site.facts import api_hosts, facts

BASE = f"https://{api_hosts()[0]}"
FIVE = "Count from 1 to 5"


class City(BaseModel):
    """What an answer is to be parsed into."""

    name: str
    capital: bool


def http_client(session: Session) -> httpx2.Client:
    return httpx2.Client(proxy=session.env["HTTPS_PROXY"], verify=tls(session), trust_env=False)


def openai_user(text: str) -> list[ChatCompletionUserMessageParam]:
    return [{"role": "user", "content": text}]


def anthropic_user(text: str) -> list[MessageParam]:
    return [{"role": "user", "content": text}]


@pytest.fixture
def oai(session: Session) -> Iterator[openai.OpenAI]:
    """OpenAI's client."""
    with http_client(session) as http:
        yield openai.OpenAI(base_url=f"{BASE}/v1", api_key=OPENAI, http_client=http, max_retries=0)


@pytest.fixture
def ant(session: Session) -> Iterator[anthropic.Anthropic]:
    """Anthropic's client."""
    with http_client(session) as http:
        yield anthropic.Anthropic(base_url=BASE, api_key=ANTHROPIC, http_client=http, max_retries=0)


@pytest.fixture
def gem(session: Session) -> Iterator[genai.Client]:
    """Google's client."""
    with http_client(session) as http:
        options = genai.types.HttpOptions(base_url=BASE, api_version="v1beta", httpx_client=http)
        yield genai.Client(api_key=GEMINI, http_options=options)


def test_chat(oai: openai.OpenAI, session: Session) -> None:
    model = MAIN["openai"]
    whole = oai.chat.completions.create(model=model, messages=openai_user(FIVE))
    assert (whole.choices[0].message.content, whole.model) == ("1 2 3 4 5", model)
    with oai.chat.completions.stream(
        model=model, messages=openai_user(FIVE), stream_options={"include_usage": True}
    ) as stream:
        deltas = [event.delta for event in stream if event.type == "content.delta"]
        final = stream.get_final_completion()
    assert (deltas, final.choices[0].message.content) == (["1", " 2", " 3", " 4", " 5", ""], "1 2 3 4 5")
    assert final.usage
    assert (final.usage.prompt_tokens, final.usage.prompt_tokens_details) == (15, None)
    assert [request.line for request in session.requests] == ["POST /v1/chat/completions"] * 2
    assert [(request.auth, request.stream) for request in session.requests] == [
        (("Authorization: Bearer",), False),
        (("Authorization: Bearer",), True),
    ]
    assert session.unexpected == session.refused == []


def test_responses(oai: openai.OpenAI, session: Session) -> None:
    model = MAIN["openai"]
    assert oai.responses.create(model=model, input=FIVE).output_text == "1 2 3 4 5"
    with oai.responses.stream(model=model, input=FIVE, instructions="Be brief.") as stream:
        deltas = [event.delta for event in stream if event.type == "response.output_text.delta"]
        final = stream.get_final_response()
    assert final.usage
    assert (len(deltas), final.output_text, final.usage.output_tokens) == (5, "1 2 3 4 5", 3)
    assert session.unexpected == []


def test_parsed_answers(oai: openai.OpenAI, session: Session) -> None:
    model, city = MAIN["openai"], City(name="pong", capital=True)
    chat = oai.chat.completions.parse(model=model, messages=openai_user("hi"), response_format=City)
    assert chat.choices[0].message.parsed == city
    assert oai.responses.parse(model=model, input="hi", text_format=City).output_parsed == city
    assert session.unexpected == []


def test_tools(ant: anthropic.Anthropic, session: Session) -> None:
    tool: ToolParam = {"name": "city", "input_schema": City.model_json_schema()}
    with ant.messages.stream(
        model=MAIN["anthropic"],
        max_tokens=50,
        messages=anthropic_user("hi"),
        tools=[tool],
        tool_choice={"type": "tool", "name": "city"},
    ) as stream:
        block = stream.get_final_message().content[0]
    assert isinstance(block, ToolUseBlock)
    assert (block.type, block.input) == ("tool_use", {"name": "pong", "capital": True})
    assert session.unexpected == []


def test_messages(ant: anthropic.Anthropic, session: Session) -> None:
    model, messages = MAIN["anthropic"], anthropic_user(FIVE)
    whole = ant.messages.create(model=model, max_tokens=64, messages=messages, system="Be brief.")
    block = whole.content[0]
    assert isinstance(block, TextBlock)
    assert (block.text, whole.stop_reason) == ("1 2 3 4 5", "end_turn")
    with ant.messages.stream(model=model, max_tokens=64, messages=messages) as stream:
        assert list(stream.text_stream) == ["1", " 2", " 3", " 4", " 5"]
        usage = stream.get_final_message().usage
    assert (usage.input_tokens, usage.output_tokens, usage.cache_read_input_tokens) == (15, 3, 0)
    assert ant.messages.count_tokens(model=model, messages=messages).input_tokens == 15
    assert [model.id for model in ant.models.list()] == facts()["models"]["anthropic"]["published"]
    assert session.unexpected == []


def test_gemini(gem: genai.Client, session: Session) -> None:
    model = MAIN["gemini"]
    config = genai.types.GenerateContentConfig(
        system_instruction="Be brief.", max_output_tokens=50, temperature=0.5
    )
    assert gem.models.generate_content(model=model, contents=FIVE, config=config).text == "1 2 3 4 5"
    chunks = list(gem.models.generate_content_stream(model=model, contents=FIVE))
    assert "".join(chunk.text or "" for chunk in chunks) == "1 2 3 4 5"
    usage = chunks[-1].usage_metadata
    assert usage
    assert (len(chunks), usage.total_token_count) == (6, 18)
    assert gem.models.count_tokens(model=model, contents=FIVE).total_tokens == 15
    published = [f"models/{name}" for name in facts()["models"]["gemini"]["published"]]
    assert [model.name for model in gem.models.list()] == published
    assert gem.models.get(model=model).name == f"models/{model}"
    assert session.requests[1].line == f"POST /v1beta/models/{model}:streamGenerateContent?alt=sse"
    assert {request.auth for request in session.requests} == {("x-goog-api-key",)}
    assert session.unexpected == []


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("sk-your-disabled-key", openai.AuthenticationError),
        ("sk-your-empty-wallet-key", openai.PermissionDeniedError),
        ("sk-your-rpm-limit-key", openai.RateLimitError),
        ("sk-your-overloaded-key", openai.InternalServerError),
    ],
)
def test_the_errors_that_the_sdk_raises(oai: openai.OpenAI, key: str, error: type[openai.APIError]) -> None:
    with pytest.raises(error):
        oai.with_options(api_key=key).chat.completions.create(
            model=MAIN["openai"], messages=openai_user("hi")
        )


def test_the_error_for_a_model_that_the_key_does_not_have(oai: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match='Model "gpt-4" is not supported'):
        oai.chat.completions.create(model="gpt-4", messages=openai_user("hi"))


def test_a_broken_stream_raises(oai: openai.OpenAI, session: Session) -> None:
    client = oai.with_options(api_key="sk-your-stream-broken-key", max_retries=openai.DEFAULT_MAX_RETRIES)
    stream = client.chat.completions.create(model=MAIN["openai"], messages=openai_user(FIVE), stream=True)
    with pytest.raises(openai.APIError, match="Upstream response stream was interrupted"):
        list(stream)
    assert [(request.status, request.error) for request in session.requests] == [(200, "upstream_error")]


def test_a_busy_provider_is_asked_again(oai: openai.OpenAI, session: Session) -> None:
    client = oai.with_options(api_key="sk-your-busy-key", max_retries=openai.DEFAULT_MAX_RETRIES)
    answer = client.chat.completions.create(model=MAIN["openai"], messages=openai_user("Say pong"))
    assert answer.choices[0].message.content == "pong"
    assert [request.status for request in session.requests] == [429, 503, 200]


PROGRAMS = {
    "openai": """
        import openai

        client = openai.OpenAI(base_url="BASE/v1", api_key="sk-your-openai-key")
        messages = [{"role": "user", "content": "Say pong"}]
        answer = client.chat.completions.create(model="MODEL", messages=messages)
        print(answer.choices[0].message.content)
        """,
    "anthropic": """
        import anthropic

        client = anthropic.Anthropic(base_url="BASE", api_key="sk-your-anthropic-key")
        messages = [{"role": "user", "content": "Say pong"}]
        print(client.messages.create(model="MODEL", max_tokens=9, messages=messages).content[0].text)
        """,
    "gemini": """
        from google import genai

        options = {"base_url": "BASE", "api_version": "v1beta"}
        client = genai.Client(api_key="sk-your-gemini-key", http_options=options)
        print(client.models.generate_content(model="MODEL", contents="Say pong").text)
        """,
    "requests": """
        import requests

        body = {"model": "gpt-none", "messages": []}
        headers = {"x-api-key": "sk-your-openai-key"}
        answer = requests.post("BASE/v1/chat/completions", json=body, headers=headers)
        print("pong", answer.status_code)
        """,
}


def test_the_environment_is_enough(session: Session) -> None:
    def run(name: str) -> str:
        program = textwrap.dedent(PROGRAMS[name]).replace("BASE", BASE).replace("MODEL", MAIN.get(name, ""))
        return subprocess.run(
            [sys.executable, "-c", program],
            env={"PATH": os.environ["PATH"], **session.env},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(run, PROGRAMS)) == ["pong\n", "pong\n", "pong\n", "pong 404\n"]
    assert session.refused == []
