"""What the mock says, and how many tokens it counts.

- What the user said since the model's last answer counts: `Use the tool <name> with {…}` is answered with a
  call of each such tool that is offered and was not called yet, a name's end is enough; `Say <word>` with
  that word, `Count to 5` and `Count from 1 to 5` with `1 2 3 4 5`, up to 999, `Repeat exactly <<…>>` with
  what stands between, whichever comes last. Else what the tools said, or the type and size of each file, is
  told; anything else is `Hello! How can I help you today?`.
- A limit of output tokens cuts a text off.
- A request that demands JSON, or a call of a tool, gets the smallest JSON that fits the schema. So does one
  that offers the tool `StructuredOutput`, once the model has nothing else to call: Claude Code takes the
  answer as a call of it.
- A request for reasoning gets one sentence of it first.
- Input tokens: 10, and one for every 4 bytes of the texts (messages, system, instructions), rounded up.
  Output tokens: one for every 4 bytes of the answer, rounded up. Of 1024 input tokens or more, the largest
  multiple of 128 was cached; with Anthropic the cache keeps what is marked, and has it the next time.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.gateway.conversation import Prompt
from tests.gateway.samples import sample

ASKED = re.compile(
    r"\bsay\s+[\"'“‘]?(?P<word>\w+)|\bcount\s+(?:from\s+1\s+)?to\s+(?P<to>\d{1,3})\b"
    r"|\brepeat\s+exactly\s+<<(?P<text>.*?)>>",
    re.IGNORECASE | re.DOTALL,
)
USE = re.compile(r"\buse the tool\s+(\S+)\s+with\s+(?=\{)", re.IGNORECASE)

# The tool as which Claude Code offers the schema of the answer (--json-schema).
FINAL = "StructuredOutput"

REQUEST_TOKENS = 10
BYTES_PER_TOKEN = 4
CACHE_FROM = 1024  # tokens, as OpenAI and Anthropic do
CACHE_STEP = 128  # tokens

# What the mock says if it is asked nothing that it knows, and what it thinks, whatever it is asked.
GREETING = "Hello! How can I help you today?"
THOUGHT = "The user wants a short answer."
THOUGHT_TOKENS = 8


@dataclass(frozen=True)
class Usage:
    """Tokens: `input`, of which the cache had or took some; `output`, of which `reasoning` were thought."""

    input: int
    cached: int
    output: int
    reasoning: int = 0
    written: int = 0

    @property
    def total(self) -> int:
        """Input and output."""
        return self.input + self.output


@dataclass(frozen=True)
class ToolCall:
    """A call of a tool that the client offers."""

    name: str
    arguments: Any

    @property
    def json(self) -> str:
        """The arguments as JSON, which most protocols send as a string."""
        return json.dumps(self.arguments, ensure_ascii=False)


@dataclass(frozen=True)
class Answer:
    """An answer in no particular protocol: `text` or `calls`, and the `reasoning` before them.

    `cut`: the limit of tokens ended it. `bare_end`: the last chunk of a Gemini stream has no part, not even
    an empty text.
    """

    text: str
    usage: Usage
    calls: tuple[ToolCall, ...] = ()
    reasoning: str = ""
    bare_end: bool = False
    cut: bool = False

    def pieces(self) -> list[str]:
        """Split the text as a stream does: a word at a time, the space before it included."""
        return re.findall(r"\s*\S+", self.text)


def reply(prompt: Prompt, *, cached: bool = False, known: bool = False, bare_end: bool = False) -> Answer:
    """Answer a prompt.

    cached: the cache has half of it. known: the cache has what is marked. bare_end: as of `Answer`.
    """
    calls = _calls(prompt)
    text = "" if calls else _text(prompt)
    kept = _kept(text, prompt.limit)
    text, cut = kept, kept != text
    output = tokens(text + "".join(call.json for call in calls))
    usage = replace(_cached(prompt, known=known), output=output)
    if cached:
        usage = replace(usage, cached=usage.input // 2)
    if not prompt.thinks:
        return Answer(text, usage, calls, bare_end=bare_end, cut=cut)
    usage = replace(usage, output=output + THOUGHT_TOKENS, reasoning=THOUGHT_TOKENS)
    return Answer(text, usage, calls, THOUGHT, bare_end, cut)


def _kept(text: str, limit: int | None) -> str:
    """Return what a limit of tokens leaves of a text."""
    return text if limit is None else text.encode()[: limit * BYTES_PER_TOKEN].decode(errors="ignore")


def _calls(prompt: Prompt) -> tuple[ToolCall, ...]:
    if prompt.forced is not None:
        return (ToolCall(prompt.forced.name, sample(prompt.forced.schema)),)
    asked = tuple(call for call in _asked_calls(prompt) if call.name not in prompt.called)
    final = (tool for tool in prompt.tools if tool.name == FINAL and FINAL not in prompt.called)
    return asked or tuple(ToolCall(tool.name, sample(tool.schema)) for tool in final)


def _asked_calls(prompt: Prompt) -> Iterator[ToolCall]:
    """Yield the calls that the user asks for by name, of tools that are offered."""
    for asked in USE.finditer(prompt.user):
        tool = next((tool for tool in prompt.tools if tool.name.endswith(asked[1])), None)
        if tool is not None:
            try:
                arguments, _ = json.JSONDecoder().raw_decode(prompt.user, asked.end())
            except ValueError:
                continue
            yield ToolCall(tool.name, arguments)


def _text(prompt: Prompt) -> str:
    if prompt.schema is not None:
        return json.dumps(sample(prompt.schema), ensure_ascii=False)
    if asked := list(ASKED.finditer(prompt.user)):
        # Agents write before the prompt.
        last = asked[-1]
        if last["to"]:
            return " ".join(str(number) for number in range(1, int(last["to"]) + 1))
        return last["word"] or last["text"]
    if prompt.results:
        return "The tool says: " + "\n".join(prompt.results)
    if prompt.files:
        return "I see " + " and ".join(f"{file.type} of {file.size} bytes" for file in prompt.files)
    return GREETING


def tokens(text: str) -> int:
    """Count the tokens of a text."""
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def input_tokens(prompt: Prompt) -> int:
    """Count the input tokens of a prompt."""
    return REQUEST_TOKENS + tokens("".join(prompt.texts))


def keeps(prompt: Prompt) -> str:
    """Return the text that the cache shall keep, "" if it is too short for that."""
    text = "".join(prompt.marked or ())
    return text if tokens(text) >= CACHE_FROM else ""


def _cached(prompt: Prompt, *, known: bool) -> Usage:
    count = input_tokens(prompt)
    if prompt.marked is None:
        return Usage(count, count - count % CACHE_STEP if count >= CACHE_FROM else 0, 0)
    kept = tokens(keeps(prompt))
    return Usage(count, kept, 0) if known else Usage(count, 0, 0, written=kept)
