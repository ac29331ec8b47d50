"""Runs of published snippets in states that their pages only describe, so that every line and branch runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scenario:
    """One run of a snippet.

    snippet: below `snippets/`. state: of each key (tests/gateway/keys.py), "" for keys that work. words: what
    this reader writes otherwise. prints: all of the output. raises: a line of the error, None if the program
    ends well. gaps: the least seconds between its requests, where it has several.
    """

    snippet: str
    state: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    prints: str = ""
    raises: str | None = None
    gaps: tuple[float, ...] = ()

    @property
    def id(self) -> str:
        """The name of its test."""
        return " ".join(filter(None, (self.snippet, self.state, *self.words.values())))


ONE_TRY = {"attempts: int = 6": "attempts: int = 2"}
ONE_TRY_JS = {"attempts = 6": "attempts = 2"}
# The loop of tool calls ends before the model has answered.
ONE_TURN, ONE_TURN_JS = {"turns: int = 8": "turns: int = 1"}, {"turns = 8": "turns = 1"}
NO_ANSWER = "no answer, only calls of tools"
# A 429 with `Retry-After: 1`, then a 503 at the second attempt: 16 s at most, half of it at least.
PATIENCE = (1, 8)

# Of the 12 input tokens of "Say pong" the cache had 6; 1 output token; multiplier 0.9.
SCENARIOS = [
    Scenario("billing/cost-openai.py", "cached", prints="0.00005670 USD\n"),
    Scenario("billing/cost-anthropic.py", "cached", prints="0.00003132 USD\n"),
    Scenario("billing/cost-gemini.py", "cached", prints="0.00001642 USD\n"),
    Scenario("billing/remaining.py", "expired", prints="cannot be used: expired\n"),
    Scenario("billing/remaining.py", "unlimited", prints="no limit\n"),
    Scenario("billing/remaining.py", "no-subscription", prints="no active subscription\n"),
    Scenario("billing/remaining.py", "five-hour-limit", prints="5h: 0.0 of 10.0 USD\n"),
    Scenario("retries/retry.py", "busy", prints="pong\n", gaps=PATIENCE),
    Scenario("retries/retry.mjs", "busy", prints="pong\n", gaps=PATIENCE),
    Scenario(
        "retries/retry.mjs",
        "quota-exhausted",
        raises="Error: 429 API_KEY_QUOTA_EXHAUSTED: API key 额度已用完 (X-Request-ID: …)",
    ),
    Scenario(
        "retries/retry.mjs",
        "upstream-500",
        ONE_TRY_JS,
        raises="Error: 502 upstream_error: Upstream service temporarily unavailable (X-Request-ID: …)",
        gaps=(1,),
    ),
    Scenario(
        "retries/retry.mjs",
        words={"/v1/chat/completions": "/v1/chat/completion"},
        raises="Error: 404 null: 404 page not found (X-Request-ID: …)",
    ),
    Scenario(
        "retries/retry.py",
        "quota-exhausted",
        raises="RuntimeError: 429 API_KEY_QUOTA_EXHAUSTED: API key 额度已用完 (X-Request-ID: …)",
    ),
    Scenario(
        "retries/retry.py",
        "upstream-500",
        ONE_TRY,
        gaps=(1,),
        raises="RuntimeError: 502 upstream_error: Upstream service temporarily unavailable (X-Request-ID: …)",
    ),
    Scenario(
        "retries/retry.py",
        words={"/v1/chat/completions": "/v1/chat/completion"},
        raises="RuntimeError: 404 None: 404 page not found (X-Request-ID: …)",
    ),
    Scenario(
        "httpx/stream.py",
        "stream-broken",
        prints="1",
        raises=(
            "RuntimeError: {'code': 'upstream_stream_read_error', "
            "'message': 'Upstream response stream was interrupted', 'type': 'upstream_error'}"
        ),
    ),
    Scenario("openai-python/tools.py", words=ONE_TURN, raises=f"RuntimeError: {NO_ANSWER}"),
    Scenario("anthropic-python/tools.py", words=ONE_TURN, raises=f"RuntimeError: {NO_ANSWER}"),
    Scenario("google-genai-python/tools.py", words=ONE_TURN, raises=f"RuntimeError: {NO_ANSWER}"),
    Scenario("openai-node/tools.mjs", words=ONE_TURN_JS, raises=f"Error: {NO_ANSWER}"),
    Scenario("anthropic-node/tools.mjs", words=ONE_TURN_JS, raises=f"Error: {NO_ANSWER}"),
    Scenario("google-genai-node/tools.mjs", words=ONE_TURN_JS, raises=f"Error: {NO_ANSWER}"),
    Scenario("google-genai-node/stream.mjs", "empty-chunk", prints="1 2 3 4 5\n"),
    Scenario(
        "vercel-ai-sdk/stream-openai.mjs", "expired", raises="APICallError [AI_APICallError]: Forbidden"
    ),
    Scenario(
        "vercel-ai-sdk/stream-anthropic.mjs", "expired", raises="APICallError [AI_APICallError]: Forbidden"
    ),
    Scenario(
        "vercel-ai-sdk/stream-gemini.mjs", "expired", raises="APICallError [AI_APICallError]: API key 已过期"
    ),
]
