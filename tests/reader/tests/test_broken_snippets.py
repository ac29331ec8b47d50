"""A snippet that is broken on purpose goes red, at the call that failed."""

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.tests.testing import CHAT, error_of, run

KEYS = 'export TOKENFORME_OPENAI_KEY="sk-your-openai-key" TOKENFORME_GEMINI_KEY="sk-your-gemini-key"\n'
PYTHON = """\
import os

from openai import OpenAI

client = OpenAI(
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
answer = client.chat.completions.create(
    model="gpt-5.5",
    messages=[{"role": "user", "content": "Say pong"}],
)
print(answer.choices[0].message.content)
"""
BASH = """\
curl https://api.tokenfor.me/v1/chat/completions \\
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-5.5", "messages": [{"role": "user", "content": "Say pong"}]}'
"""
# By language: the snippet's name, its text, and the language and the text of its output.
SNIPPETS = {
    "python": ("chat/hello.py", PYTHON, "text", "pong\n"),
    "bash": (
        "chat/hello.sh",
        BASH,
        "json",
        '{..., "choices": [{..., "message": {..., "content": "pong", ...}, ...}], ...}\n',
    ),
}
# What is wrong, and which words become which.
BREAKS = [
    ("drop /v1", "https://api.tokenfor.me/v1", "https://api.tokenfor.me"),
    ("another provider's key", "TOKENFORME_OPENAI_KEY", "TOKENFORME_GEMINI_KEY"),
    ("a model of another group", "gpt-5.5", "claude-sonnet-4-6"),
    ("a misspelt model", "gpt-5.5", "gpt-55"),
]
# By language: the words that send another header become which.
HEADERS = {
    "python": (
        "    api_key=os.environ",
        '    default_headers={"Authorization": "Basic x"},\n    api_key=os.environ',
    ),
    "bash": ("Authorization: Bearer", "Authorisation: Bearer"),
}


def page(draft: Draft, language: str, text: str) -> str:
    """Return a page that shows a snippet with another text, between its keys and its output."""
    name, _, output_language, output = SNIPPETS[language]
    blocks = [
        draft.block("bash", KEYS, name="keys"),
        draft.block(language, text, name=name),
        CHAT,
        draft.block(output_language, output, name="out/output"),
    ]
    return "\n".join(blocks)


@pytest.mark.parametrize("language", SNIPPETS)
def test_an_unbroken_snippet_passes(draft: Draft, gateway: Gateway, language: str) -> None:
    run(draft, gateway, page(draft, language, SNIPPETS[language][1]))


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        *(
            pytest.param(language, old, new, id=f"{language}: {what}")
            for language in SNIPPETS
            for what, old, new in BREAKS
        ),
        *(
            pytest.param(language, old, new, id=f"{language}: another header")
            for language, (old, new) in HEADERS.items()
        ),
    ],
)
def test_a_broken_snippet_goes_red(draft: Draft, gateway: Gateway, language: str, old: str, new: str) -> None:
    name, text, *_ = SNIPPETS[language]
    broken = text.replace(old, new)
    assert broken != text
    error = error_of(draft, gateway, page(draft, language, broken))
    file, line = error.place.source.rsplit(":", 1)
    assert file == f"snippets/{name}"
    assert error.place.heading == "draft"
    # The line is within the call that failed, and the evidence says what came back.
    assert 1 <= int(line) <= len(broken.splitlines())
    assert "sent POST" in error.evidence
