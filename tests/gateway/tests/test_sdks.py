"""The providers' own SDKs against the mock, unmodified, led by the environment alone."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import anthropic
import httpx2
import openai
import pytest
from google import genai

from tests.gateway import Session
from tests.gateway.tests.testing import MAIN, tls
from tests.site.facts import api_hosts, facts

BASE = f"https://{api_hosts()[0]}"
FIVE = "Count from 1 to 5"


def http_client(session: Session) -> httpx2.Client:
    return httpx2.Client(proxy=session.env["HTTPS_PROXY"], verify=tls(session), trust_env=False)


@pytest.fixture
def oai(session: Session) -> openai.OpenAI:
    with http_client(session) as http:
        yield openai.OpenAI(
            base_url=f"{BASE}/v1", api_key="sk-your-openai-key", http_client=http, max_retries=0
        )


@pytest.fixture
def ant(session: Session) -> anthropic.Anthropic:
    with http_client(session) as http:
        yield anthropic.Anthropic(
            base_url=BASE, api_key="sk-your-anthropic-key", http_client=http, max_retries=0
        )


@pytest.fixture
def gem(session: Session) -> genai.Client:
    with http_client(session) as http:
        options = genai.types.HttpOptions(base_url=BASE, api_version="v1beta", httpx_client=http)
        yield genai.Client(api_key="sk-your-gemini-key", http_options=options)


def test_chat(oai: openai.OpenAI, session: Session) -> None:
    model, messages = MAIN["openai"], [{"role": "user", "content": FIVE}]
    whole = oai.chat.completions.create(model=model, messages=messages)
    assert (whole.choices[0].message.content, whole.model) == ("1 2 3 4 5", model)
    with oai.chat.completions.stream(
        model=model, messages=messages, stream_options={"include_usage": True}
    ) as stream:
        deltas = [event.delta for event in stream if event.type == "content.delta"]
        final = stream.get_final_completion()
    assert (deltas, final.choices[0].message.content) == (["", "1", " 2", " 3", " 4", " 5"], "1 2 3 4 5")
    assert (final.usage.prompt_tokens, final.usage.prompt_tokens_details.cached_tokens) == (15, 0)
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
    assert (len(deltas), final.output_text, final.usage.output_tokens) == (5, "1 2 3 4 5", 3)
    assert session.unexpected == []


def test_tools_and_parsed_answers(oai: openai.OpenAI, ant: anthropic.Anthropic, session: Session) -> None:
    import pydantic

    class City(pydantic.BaseModel):
        name: str
        capital: bool

    parsed = oai.chat.completions.parse(
        model=MAIN["openai"], messages=[{"role": "user", "content": "hi"}], response_format=City
    )
    assert parsed.choices[0].message.parsed == City(name="pong", capital=True)
    assert (
        oai.responses.parse(model=MAIN["openai"], input="hi", text_format=City).output_parsed
        == parsed.choices[0].message.parsed
    )
    tools = [{"name": "city", "input_schema": City.model_json_schema()}]
    with ant.messages.stream(
        model=MAIN["anthropic"],
        max_tokens=50,
        messages=[{"role": "user", "content": "hi"}],
        tools=tools,
        tool_choice={"type": "tool", "name": "city"},
    ) as stream:
        block = stream.get_final_message().content[0]
    assert (block.type, block.input) == ("tool_use", {"name": "pong", "capital": True})
    assert session.unexpected == []


def test_messages(ant: anthropic.Anthropic, session: Session) -> None:
    model, messages = MAIN["anthropic"], [{"role": "user", "content": FIVE}]
    whole = ant.messages.create(model=model, max_tokens=64, messages=messages, system="Be brief.")
    assert (whole.content[0].text, whole.stop_reason) == ("1 2 3 4 5", "end_turn")
    with ant.messages.stream(model=model, max_tokens=64, messages=messages) as stream:
        assert list(stream.text_stream) == ["1", " 2", " 3", " 4", " 5"]
        final = stream.get_final_message()
    assert (final.usage.input_tokens, final.usage.output_tokens, final.usage.cache_read_input_tokens) == (
        15,
        3,
        0,
    )
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
    assert (len(chunks), chunks[-1].usage_metadata.total_token_count) == (6, 18)
    assert gem.models.count_tokens(model=model, contents=FIVE).total_tokens == 15
    assert [model.name.removeprefix("models/") for model in gem.models.list()] == facts()["models"]["gemini"][
        "published"
    ]
    assert gem.models.get(model=model).name == f"models/{model}"
    assert session.requests[1].line == f"POST /v1beta/models/{model}:streamGenerateContent?alt=sse"
    assert {request.auth for request in session.requests} == {("x-goog-api-key",)}
    assert session.unexpected == []


def test_the_types_that_the_sdks_raise(session: Session) -> None:
    model, messages = MAIN["openai"], [{"role": "user", "content": "hi"}]
    with http_client(session) as http:

        def create(key: str, model: str = model) -> None:
            client = openai.OpenAI(base_url=f"{BASE}/v1", api_key=key, http_client=http, max_retries=0)
            client.chat.completions.create(model=model, messages=messages)

        for key, error in {
            "sk-your-disabled-key": openai.AuthenticationError,
            "sk-your-empty-wallet-key": openai.PermissionDeniedError,
            "sk-your-rpm-limit-key": openai.RateLimitError,
            "sk-your-overloaded-key": openai.InternalServerError,
        }.items():
            with pytest.raises(error):
                create(key)
        with pytest.raises(openai.NotFoundError, match='Model "gpt-4" is not supported'):
            create("sk-your-openai-key", "gpt-4")


def test_a_broken_stream_raises(session: Session) -> None:
    with http_client(session) as http:
        client = openai.OpenAI(base_url=f"{BASE}/v1", api_key="sk-your-stream-broken-key", http_client=http)
        stream = client.chat.completions.create(
            model=MAIN["openai"], messages=[{"role": "user", "content": FIVE}], stream=True
        )
        with pytest.raises(openai.APIError, match="Upstream response stream was interrupted"):
            list(stream)
    assert [(request.status, request.error) for request in session.requests] == [(200, "upstream_error")]


def test_a_busy_provider_is_asked_again(session: Session) -> None:
    with http_client(session) as http:
        client = openai.OpenAI(base_url=f"{BASE}/v1", api_key="sk-your-busy-key", http_client=http)
        answer = client.chat.completions.create(
            model=MAIN["openai"], messages=[{"role": "user", "content": "Say pong"}]
        )
    assert answer.choices[0].message.content == "pong"
    assert [request.status for request in session.requests] == [429, 429, 200]


PROGRAMS = {
    "openai": """
        import openai
        client = openai.OpenAI(base_url="{base}/v1", api_key="sk-your-openai-key")
        print(client.chat.completions.create(model="{model}", messages=[{{"role": "user", "content": "Say pong"}}]).choices[0].message.content)
    """,
    "anthropic": """
        import anthropic
        client = anthropic.Anthropic(base_url="{base}", api_key="sk-your-anthropic-key")
        print(client.messages.create(model="{model}", max_tokens=9, messages=[{{"role": "user", "content": "Say pong"}}]).content[0].text)
    """,
    "gemini": """
        from google import genai
        client = genai.Client(api_key="sk-your-gemini-key", http_options={{"base_url": "{base}", "api_version": "v1beta"}})
        print(client.models.generate_content(model="{model}", contents="Say pong").text)
    """,
    "requests": """
        import requests
        body = {{"model": "gpt-none", "messages": []}}
        print("pong", requests.post("{base}/v1/chat/completions", json=body, headers={{"x-api-key": "sk-your-openai-key"}}).status_code)
    """,
}


def test_the_environment_is_enough(session: Session) -> None:
    def run(name: str) -> str:
        program = "\n".join(line.strip() for line in PROGRAMS[name].splitlines()).format(
            base=BASE, model=MAIN.get(name)
        )
        environment = {"PATH": os.environ["PATH"], **session.env}
        return subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(run, PROGRAMS)) == ["pong\n", "pong\n", "pong\n", "pong 404\n"]
    assert session.refused == []
