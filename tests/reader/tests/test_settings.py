"""A file that a page changes keeps the settings that were in it."""

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.settings import lost
from tests.reader.visit import Reader

LIST = 'curl -s https://api.tokenfor.me/v1/models -H "Authorization: Bearer sk-your-openai-key"\n'
MODELS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"


@pytest.mark.parametrize(
    ("language", "before", "after", "gone"),
    [
        ("json", '{"a": 1, "b": {"c": [1, 2]}}', '{"b": {"c": [0, 2, 1]}, "a": 1, "d": 4}', []),
        ("json", '{"a": 1, "b": {"c": [1, 2]}}', '{"a": 2, "b": {"c": [1]}}', ["a", "b.c[]"]),
        ("toml", 'a = 1\n[b]\nc = "x"', 'a = 1\nmodel = "m"\n[b]\nc = "x"\n[d]', []),
        ("toml", 'a = 1\n[b]\nc = "x"', "a = 1\n[b]", ["b.c"]),
        ("yaml", "a: 1\nb: [x]", "b: [y, x]\na: 1", []),
        ("yaml", "a: true", "a: false", ["a"]),
        ("dotenv", "# mine\nA=1\nB=2", "B=2\nC=3\nA=1", []),
        ("dotenv", "A=1", "A=2", ["A"]),
        ("text", "one\ntwo", "two\nthree", ["[]"]),
    ],
)
def test_a_merge_keeps_every_setting(language: str, before: str, after: str, gone: list[str]) -> None:
    assert lost(before, after, language) == gone


@pytest.mark.parametrize("after", ['{"theme": "light", "key": 1}', '{"theme": "dark", "key": 1}', "{"])
def test_a_page_that_overwrites_is_named(draft: Draft, gateway: Gateway, after: str) -> None:
    path = "~/.tool/settings.json"
    page = [
        draft.block("json", '{"theme": "dark"}\n', title=path),
        draft.block("json", f"{after}\n", title=path),
        draft.block("bash", LIST),
        MODELS,
    ]
    [walkthrough] = draft.walkthroughs("\n".join(page))
    if "dark" in after:
        assert Reader(gateway, folder=draft.snippets).run(walkthrough).requests
        return
    with pytest.raises(
        PageError, match=r"the file was there before, and now lacks theme|the file does not parse"
    ):
        Reader(gateway, folder=draft.snippets).run(walkthrough)
