"""The command of the workflow's job on Windows, tried here with what this machine has."""

import json
from pathlib import Path

import pytest

from tests.commands import windows


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(windows, "PAGES", ("index",))
    windows.write(tmp_path / "blocks.json")
    return tmp_path / "blocks.json"


def test_what_a_reader_of_windows_does_is_written_and_done(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walkthroughs = json.loads(written.read_text(encoding="utf-8"))
    assert set(walkthroughs) == {f"index#quick-start {name}" for name in ("OpenAI", "Anthropic", "Gemini")}
    assert all("export" not in task["text"] for tasks in walkthroughs.values() for task in tasks)
    assert windows.run(written) == 0
    assert capsys.readouterr().out.count("ok index#quick-start") >= len(walkthroughs)


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("gpt-5.5", "gpt-0", "not {"),
        ("/v1/chat/completions", "/v1/v1/chat/completions", "sent ['POST /v1/v1/chat/completions"),
        ("$env:TOKENFORME_OPENAI_KEY =", "$env:TOKENFORME_KEY =", "API_KEY_REQUIRED"),
    ],
)
def test_a_block_that_does_something_else_fails(
    written: Path, capsys: pytest.CaptureFixture[str], word: str, other: str, expected: str
) -> None:
    walkthroughs = json.loads(written.read_text(encoding="utf-8"))
    name = "index#quick-start OpenAI"
    tasks = [task | {"text": task["text"].replace(word, other)} for task in walkthroughs[name]]
    written.write_text(json.dumps({name: tasks}), encoding="utf-8")
    assert windows.run(written) >= 1
    printed = capsys.readouterr().out
    assert f"failed {name}" in printed
    assert expected in printed


def test_wrong_words_get_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert windows.main(["walk"]) == 2
    assert "write|run FILE" in capsys.readouterr().err
