"""What the mock says, and how many tokens it counts.

- `Say <word>` in the last text of the user is answered with that word, `Count to 5` and `Count from 1 to 5`
  with `1 2 3 4 5`, anything else with `Hello! How can I help you today?`.
- A request that demands JSON, or a call of a tool, gets the smallest JSON that fits the schema.
- Input tokens: 10, and one for every 4 bytes of the texts (messages, system, instructions), rounded up.
  Output tokens: one for every 4 bytes of the answer, rounded up. Of 1024 input tokens or more, the largest
  multiple of 128 was cached.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.gateway.samples import sample

SAY = re.compile(r"\bsay\s+[\"'“‘]?(\w+)", re.IGNORECASE)
COUNT = re.compile(r"\bcount\s+(?:from\s+1\s+)?to\s+5\b", re.IGNORECASE)

REQUEST_TOKENS = 10
BYTES_PER_TOKEN = 4
CACHE_FROM = 1024  # tokens, as OpenAI and Anthropic do
CACHE_STEP = 128  # tokens


@dataclass(frozen=True)
class Usage:
    """Tokens: `input` in all, `cached` of them read from the cache, `output`."""

    input: int
    cached: int
    output: int

    @property
    def total(self) -> int:
        """Input and output."""
        return self.input + self.output


@dataclass(frozen=True)
class Answer:
    """An answer in no particular protocol: `text`, or a call of `tool` with `arguments`.

    `bare_end`: the last chunk of a Gemini stream has no part, not even an empty text.
    """

    text: str
    usage: Usage
    tool: str | None = None
    arguments: Any = None
    bare_end: bool = False

    @property
    def arguments_json(self) -> str:
        """The arguments as JSON, which most protocols send as a string."""
        return json.dumps(self.arguments, ensure_ascii=False)

    def pieces(self) -> list[str]:
        """Split the text as a stream does: a word at a time, the space before it included."""
        return re.findall(r"\s*\S+", self.text)


@dataclass(frozen=True)
class Tool:
    """A function that the client offers, with the JSON Schema of its arguments."""

    name: str
    schema: Any


@dataclass(frozen=True)
class Prompt:
    """A request in no particular protocol.

    texts: everything that counts as input. user: the user's last text. schema: of the JSON that is demanded.
    tool: the tool that must be called.
    """

    texts: tuple[str, ...]
    user: str
    schema: Any = None
    tool: Tool | None = None


def reply(prompt: Prompt, *, cached: bool = False, bare_end: bool = False) -> Answer:
    """Answer a prompt, of which the cache has half if it is `cached`."""
    answer = replace(_reply(prompt), bare_end=bare_end)
    return replace(answer, usage=replace(answer.usage, cached=answer.usage.input // 2)) if cached else answer


def _reply(prompt: Prompt) -> Answer:
    if prompt.tool is not None:
        arguments = sample(prompt.tool.schema)
        output = json.dumps(arguments, ensure_ascii=False)
        return Answer("", _usage(prompt, output), prompt.tool.name, arguments)
    text = (
        say(prompt.user) if prompt.schema is None else json.dumps(sample(prompt.schema), ensure_ascii=False)
    )
    return Answer(text, _usage(prompt, text))


def say(text: str) -> str:
    """Return the answer to a text of the user: the last `Say …` counts, as agents write before the prompt."""
    words: list[str] = SAY.findall(text)
    if words:
        return words[-1]
    return "1 2 3 4 5" if COUNT.search(text) else "Hello! How can I help you today?"


def tokens(text: str) -> int:
    """Count the tokens of a text."""
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def input_tokens(prompt: Prompt) -> int:
    """Count the input tokens of a prompt."""
    return REQUEST_TOKENS + tokens("".join(prompt.texts))


def _usage(prompt: Prompt, output: str) -> Usage:
    count = input_tokens(prompt)
    return Usage(count, count - count % CACHE_STEP if count >= CACHE_FROM else 0, tokens(output))


def texts(value: Any) -> Iterator[str]:
    """Find the texts in messages, instructions or contents, whatever the protocol."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for name in ("content", "text", "parts"):
            yield from texts(value.get(name))


def last_user_text(messages: Any) -> str:
    """Return the last text of the user; a message without a role is the user's, as in Gemini's `contents`."""
    if isinstance(messages, str):
        return messages
    turns = [item for item in messages if isinstance(item, dict) and item.get("role", "user") == "user"]
    return "\n".join(next((found for turn in reversed(turns) if (found := list(texts(turn)))), []))
