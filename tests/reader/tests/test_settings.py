"""A file that a page changes keeps its settings."""

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.settings import lost
from tests.reader.tests.testing import LIST, MODELS, run
from tests.reader.visit import Result


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
        ("dotenv", "KEY=sk-your-old-key", "KEY=sk-your-openai-key", []),
        ("dotenv", "KEY=sk-your-old-key", "OTHER=sk-your-openai-key", ["KEY"]),
        ("text", "one\ntwo", "two\nthree", ["[]"]),
    ],
)
def test_a_merge_keeps_every_setting(language: str, before: str, after: str, gone: list[str]) -> None:
    assert lost(before, after, language) == gone


def run_change(draft: Draft, gateway: Gateway, after: str) -> Result:
    """Run a page that shows a settings file with a theme, and then the same file with other content."""
    path = "~/.tool/settings.json"
    page = [
        draft.block("json", '{"theme": "dark"}\n', title=path),
        draft.block("json", f"{after}\n", title=path),
        draft.block("bash", LIST),
        MODELS,
    ]
    return run(draft, gateway, "\n".join(page))


def test_a_page_that_merges_passes(draft: Draft, gateway: Gateway) -> None:
    assert run_change(draft, gateway, '{"theme": "dark", "key": 1}').requests


@pytest.mark.parametrize(
    ("after", "message"),
    [
        ('{"theme": "light", "key": 1}', "the file was there before, and now lacks theme"),
        ("{", "the file does not parse"),
    ],
)
def test_a_page_that_overwrites_is_named(draft: Draft, gateway: Gateway, after: str, message: str) -> None:
    with pytest.raises(PageError, match=message):
        run_change(draft, gateway, after)
