"""What a reader of Windows copies does what the bash block beside it does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gateway import Gateway
from tests.powershell.both import differences
from tests.powershell.grammar import Refused
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.walkthroughs import Walkthrough


def test_powershell_does_what_bash_does(
    same_commands: list[Walkthrough],
    gateway: Gateway,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    try:
        found = differences(same_commands[0], gateway, tmp_path)
    except Refused as refused:
        found = [str(refused)]
    if found:
        pytest.fail("\n".join([f"{same_commands[0].name}:", *found]), pytrace=False)
    record_property("blocks", [key for walkthrough in same_commands for key in walkthrough.twins])


MODELS = 'curl -sS https://api.tokenfor.me/v1/models \\\n  -H "Authorization: Bearer sk-your-openai-key"\n'
CHAT = """\
curl -sS https://api.tokenfor.me/v1/chat/completions \\
  -H "Authorization: Bearer sk-your-openai-key" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-5.5", "messages": [{"role": "user", "content": "Say pong"}]}'
"""
SET = 'export OPENAI_API_KEY="sk-your-openai-key"\nclaude -p "Say pong"\n'
SET_TWIN = '$env:OPENAI_API_KEY = "sk-your-openai-key"\nclaude -p "Say pong"\n'
GET_TWIN = MODELS.replace("curl ", "curl.exe ").replace("\\\n", "`\n")
# As a reader without this page would write it: the same words, with PowerShell's continuation.
CHAT_TWIN = CHAT.replace("curl ", "curl.exe ").replace("\\\n", "`\n")


def twin(draft: Draft, bash: str, powershell: str) -> Walkthrough:
    blocks = draft.block("bash", bash) + "\n" + draft.block("powershell", powershell)
    [walkthrough] = draft.walkthroughs(blocks)
    return walkthrough


@pytest.mark.parametrize(("bash", "powershell"), [(MODELS, GET_TWIN), (SET, SET_TWIN)])
def test_a_twin_that_does_the_same(
    draft: Draft, gateway: Gateway, tmp_path: Path, bash: str, powershell: str
) -> None:
    assert differences(twin(draft, bash, powershell), gateway, tmp_path) == []


@pytest.mark.parametrize(
    ("bash", "powershell", "expected"),
    [
        (MODELS, GET_TWIN.replace("openai-key", "anthropic-key"), "keys in bash"),
        (MODELS, GET_TWIN.replace("Authorization: Bearer", "x-api-key:"), "requests in bash"),
        (MODELS, GET_TWIN.replace("/v1/", "/v1/v1/"), "requests in bash"),
        (MODELS, GET_TWIN.replace("api.", "cn-api."), "requests in bash"),
        (SET, SET_TWIN.replace("OPENAI_", "OPENAL_"), "environment in bash alone [('OPENAI_API_KEY'"),
        (SET, SET_TWIN.replace("sk-your-openai-key", "sk-your-gemini-key"), "runs in bash"),
        (SET, SET_TWIN.replace("-p", "--print"), "runs in bash"),
        (SET, SET_TWIN.replace("claude", "claude\nclaude"), "runs in bash"),
        # The traps: what works in bash, or in PowerShell 7 alone.
        (CHAT, CHAT_TWIN, "Windows PowerShell 5.1 gives curl.exe"),
        (MODELS, GET_TWIN.replace("curl.exe", "curl"), "curl is an alias; write curl.exe"),
        (MODELS, GET_TWIN.replace("`\n", "\\\n"), "the grammar does not know"),
        (MODELS, GET_TWIN.replace("Bearer sk-your-openai-key", "Bearer $KEY"), "$KEY was not set"),
        (MODELS, f"{GET_TWIN.strip()} && curl.exe --version\n", "does not know"),
        (SET, SET, "the evaluator does not know the word 'OPENAI_API_KEY="),
        (SET, SET_TWIN.replace('"', "”"), "counts as a straight quotation mark"),
        (CHAT, CHAT_TWIN.replace("'", '"'), "the grammar does not know"),
        (CHAT, re.sub(r"'(.*)'", "@body.json", CHAT_TWIN), "would be splatted"),
    ],
)
def test_a_twin_that_does_something_else(
    draft: Draft, gateway: Gateway, tmp_path: Path, bash: str, powershell: str, expected: str
) -> None:
    try:
        found = "\n".join(differences(twin(draft, bash, powershell), gateway, tmp_path))
    except Refused as refused:
        found = str(refused)
    assert expected in found


def test_a_powershell_block_below_no_bash_block_is_named(draft: Draft) -> None:
    with pytest.raises(PageError, match="powershell block: it is right below no bash block"):
        draft.walkthroughs(draft.block("powershell", GET_TWIN))


def test_a_twin_in_one_language_alone_is_another_walkthrough(draft: Draft) -> None:
    from tests.reader.walkthroughs import merge

    with_twin, without = twin(draft, SET, SET_TWIN), twin(draft, SET, SET_TWIN.replace("-p", "-q"))
    assert len(merge([with_twin], [without])) == 2
