"""Limits of a key, and a provider's failures (2.8 to 2.11)."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pytest

from tests.gateway import Gateway, Session
from tests.gateway.clock import Clock
from tests.gateway.records import REST_SECONDS
from tests.gateway.tests.forms import ant, goo, oai, oai_code
from tests.gateway.tests.testing import CHAT, GENERATE, MAIN, MESSAGES, RESPONSES, STREAM, client, hello, post

LIMIT, RPM = "api key 5小时限额已用完", "group requests-per-minute limit exceeded"
BUSY = "Concurrency limit exceeded for user, please retry later"
NO_ACCOUNTS = "No available accounts: no available accounts"
NO_GEMINI_ACCOUNTS = "No available Gemini accounts: no available accounts"
NO_SLOT = "timeout waiting for user concurrency slot"
MESSAGES_ONLY = "This group is restricted to Claude Code clients (/v1/messages only)"
COUNT = f"/v1beta/models/{MAIN['gemini']}:countTokens"
CLAUDE_CODE_ONLY = "No available accounts: this group only allows Claude Code clients"


@pytest.mark.parametrize(
    ("path", "key", "status", "body", "retry_after"),
    [
        (CHAT, "five-hour-limit", 429, oai("rate_limit_exceeded", LIMIT), None),
        (RESPONSES, "anthropic-five-hour-limit", 429, oai_code("rate_limit_exceeded", LIMIT), None),
        (MESSAGES, "anthropic-rpm-limit", 429, ant("rate_limit_exceeded", RPM), "2"),
        (GENERATE, "gemini-rpm-limit", 429, goo(429, "RESOURCE_EXHAUSTED", RPM), "2"),
        (CHAT, "concurrency", 429, oai("rate_limit_error", BUSY), None),
        (CHAT, "anthropic-concurrency", 429, ant("rate_limit_error", BUSY), None),
        (RESPONSES, "anthropic-concurrency", 429, ant("rate_limit_error", BUSY), None),
        (GENERATE, "gemini-concurrency", 429, goo(429, "RESOURCE_EXHAUSTED", NO_SLOT), None),
        (CHAT, "no-accounts", 503, oai("api_error", "Service temporarily unavailable"), None),
        (CHAT, "anthropic-no-accounts", 503, oai("api_error", NO_ACCOUNTS), None),
        (MESSAGES, "anthropic-no-accounts", 503, ant("api_error", NO_ACCOUNTS), None),
        (GENERATE, "gemini-no-accounts", 503, goo(503, "INTERNAL", NO_GEMINI_ACCOUNTS), None),
        (CHAT, "anthropic-claude-code-only", 403, oai("permission_error", MESSAGES_ONLY), None),
        (MESSAGES, "anthropic-claude-code-only", 503, ant("api_error", CLAUDE_CODE_ONLY), None),
    ],
)
def test_limits(
    session: Session, path: str, key: str, status: int, body: dict[str, Any], retry_after: str | None
) -> None:
    answer = post(session, path, f"sk-your-{key}-key")
    assert (answer.status_code, answer.json()) == (status, body)
    assert answer.headers.get("retry-after") == retry_after


def test_claude_code_may_use_its_group(session: Session) -> None:
    with client(session, "sk-your-anthropic-claude-code-only-key") as http:
        http.headers["User-Agent"] = "claude-cli/2.1.330 (external, cli)"
        assert http.post(MESSAGES, json=hello(MESSAGES, MAIN["anthropic"])).status_code == 200


@dataclass(frozen=True)
class Failure:
    """What a state of the provider becomes.

    `status`, `kind` and `message` are those of OpenAI's own endpoints. `on_messages` is the type on
    `/v1/messages`, `converted` the status of Chat Completions with an Anthropic key, `word` Google's status.
    """

    state: str
    status: int
    kind: str
    message: str
    on_messages: str
    converted: int
    word: str
    retry_after: str | None = None


AUTHENTICATION = "Upstream authentication failed, please contact administrator"
FORBIDDEN = "Upstream access forbidden, please contact administrator"
RATE = "Upstream rate limit exceeded, please retry later"
OVERLOADED = "Upstream service overloaded, please retry later"
UNAVAILABLE = "Upstream service temporarily unavailable"
UPSTREAM = "upstream_error"
FAILURES = [
    Failure("upstream-401", 502, UPSTREAM, AUTHENTICATION, UPSTREAM, 401, "INTERNAL"),
    Failure("upstream-403", 502, UPSTREAM, FORBIDDEN, UPSTREAM, 403, "INTERNAL"),
    Failure(
        "upstream-429", 429, "rate_limit_error", RATE, "rate_limit_error", 429, "RESOURCE_EXHAUSTED", "1"
    ),
    Failure("upstream-500", 502, UPSTREAM, UNAVAILABLE, UPSTREAM, 500, "INTERNAL"),
    Failure("upstream-529", 503, UPSTREAM, OVERLOADED, "overloaded_error", 529, "INTERNAL"),
    Failure("overloaded", 503, UPSTREAM, OVERLOADED, "overloaded_error", 529, "INTERNAL"),
    Failure("busy", 429, "rate_limit_error", RATE, "rate_limit_error", 429, "RESOURCE_EXHAUSTED", "1"),
]
each_failure = pytest.mark.parametrize("failure", FAILURES, ids=attrgetter("state"))
whole_and_streamed = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


@each_failure
@whole_and_streamed
@pytest.mark.parametrize("path", [CHAT, RESPONSES])
def test_a_failure_on_openais_endpoints(
    session: Session, path: str, failure: Failure, *, stream: bool
) -> None:
    answer = post(session, path, f"sk-your-{failure.state}-key", stream=stream)
    assert (answer.status_code, answer.json()) == (failure.status, oai(failure.kind, failure.message))
    assert answer.headers.get("retry-after") == failure.retry_after
    assert session.unexpected == []


@each_failure
@whole_and_streamed
def test_a_failure_on_messages(session: Session, failure: Failure, *, stream: bool) -> None:
    answer = post(session, MESSAGES, f"sk-your-anthropic-{failure.state}-key", stream=stream)
    refusal = ant(failure.on_messages, failure.message)
    assert (answer.status_code, answer.json()) == (failure.status, refusal)
    assert "retry-after" not in answer.headers
    assert session.unexpected == []


@each_failure
@whole_and_streamed
def test_a_failure_on_a_converted_endpoint(session: Session, failure: Failure, *, stream: bool) -> None:
    answer = post(session, CHAT, f"sk-your-anthropic-{failure.state}-key", stream=stream)
    refusal = oai("server_error", "All available accounts exhausted")
    assert (answer.status_code, answer.json()) == (failure.converted, refusal)
    # Only OpenAI's Retry-After is handed on.
    assert "retry-after" not in answer.headers
    assert session.unexpected == []


@each_failure
@pytest.mark.parametrize("path", [GENERATE, STREAM], ids=["whole", "streamed"])
def test_a_failure_on_v1beta(session: Session, failure: Failure, path: str) -> None:
    answer = post(session, path, f"sk-your-gemini-{failure.state}-key")
    refusal = goo(failure.status, failure.word, failure.message)
    assert (answer.status_code, answer.json()) == (failure.status, refusal)
    assert session.unexpected == []


def test_busy_works_the_third_time_in_each_session(gateway: Gateway) -> None:
    for name in ("one", "two"):
        with gateway.session(name) as session:
            statuses = [post(session, CHAT, "sk-your-busy-key").status_code for _ in range(4)]
        assert statuses == [429, 503, 200, 200]


RESTING = {
    CHAT: ("", oai("api_error", "Service temporarily unavailable")),
    MESSAGES: ("anthropic-", ant("api_error", NO_ACCOUNTS)),
    GENERATE: ("gemini-", goo(503, "INTERNAL", NO_GEMINI_ACCOUNTS)),
}


@pytest.mark.parametrize("path", RESTING)
@pytest.mark.parametrize("state", ["upstream-401", "upstream-403", "upstream-429", "upstream-529"])
def test_an_account_rests_after_a_failure(session: Session, path: str, state: str) -> None:
    provider, refusal = RESTING[path]
    key = f"sk-your-{provider}{state}-key"
    first, second = post(session, path, key), post(session, path, key)
    assert (second.status_code, second.json()) == (503, refusal)
    assert first.json() != refusal
    session.clock.move(REST_SECONDS)
    assert post(session, path, key).json() == first.json()


def test_an_account_does_not_rest_after_a_500(session: Session) -> None:
    first, second = (post(session, CHAT, "sk-your-upstream-500-key") for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())


@pytest.mark.parametrize(
    ("path", "state", "waited"),
    [
        (GENERATE, "gemini-upstream-429", [15]),
        (STREAM, "gemini-upstream-500", [15]),
        (CHAT, "gemini-upstream-529", [15]),
        (MESSAGES, "gemini-upstream-429", [15]),
        # Counting, and a failure that is no use trying again, is refused at once.
        (COUNT, "gemini-upstream-429", []),
        (GENERATE, "gemini-upstream-401", []),
        (CHAT, "upstream-429", []),
    ],
)
def test_a_gemini_group_tries_for_a_while(
    session: Session, path: str, state: str, waited: list[float]
) -> None:
    assert post(session, path, f"sk-your-{state}-key").status_code >= 400
    assert session.clock.waited == waited


OPENAIS_WAIT = [":", "", ":", "", "event: error"]
ANTHROPICS_WAIT = ['data: {"type": "ping"}', ""] * 2


@pytest.mark.parametrize(
    ("path", "provider", "signs", "refusal"),
    [
        (CHAT, "", OPENAIS_WAIT, oai("rate_limit_error", BUSY)),
        (RESPONSES, "", OPENAIS_WAIT, oai("rate_limit_error", BUSY)),
        (CHAT, "anthropic-", ANTHROPICS_WAIT, ant("rate_limit_error", BUSY)),
        (MESSAGES, "anthropic-", ANTHROPICS_WAIT, ant("rate_limit_error", BUSY)),
        (MESSAGES, "gemini-", ANTHROPICS_WAIT, ant("rate_limit_error", BUSY)),
    ],
)
def test_a_stream_begins_while_it_waits_for_a_place(
    session: Session, path: str, provider: str, signs: list[str], refusal: dict[str, Any]
) -> None:
    answer = post(session, path, f"sk-your-{provider}concurrency-key", stream=True)
    assert answer.status_code == 200
    *begun, last, end = answer.text.splitlines()
    assert (begun, json.loads(last.removeprefix("data: ")), end) == (signs, refusal, "")
    assert session.clock.waited == [10, 10, 10]
    [request] = session.requests
    assert request.error == "rate_limit_error"


@pytest.mark.parametrize(("path", "provider"), [(CHAT, ""), (MESSAGES, "anthropic-"), (STREAM, "gemini-")])
def test_a_request_too_many_waits_for_a_place(session: Session, path: str, provider: str) -> None:
    assert post(session, path, f"sk-your-{provider}concurrency-key").status_code == 429
    assert session.clock.waited == [30]


def test_a_wait_takes_its_time_on_a_real_clock() -> None:
    clock = Clock(real=True)
    begun = time.monotonic()
    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, clock.wait(0.2)).result()
    assert time.monotonic() - begun >= 0.2
