"""Code that readers copy, and the repository's own code, is in the field's usual style."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample

from tests.site.facts import ROOT

PYTHON = sorted((ROOT / "snippets").rglob("*.py"))


@pytest.mark.parametrize("snippet", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_python_snippets_are_formatted(snippet: Path, eval_example: EvalExample) -> None:
    eval_example.set_config(
        line_length=88,
        quotes="double",
        target_version="py311",  # type: ignore[arg-type]  # pytest-examples' stub omits it
        isort=True,
        # The text of the page explains its code.
        ruff_ignore=["D"],
    )
    # Code in a .py file is a docstring to pytest-examples, which wants no two blank lines in a row there.
    path = snippet.with_name(f"{snippet.name}.md")
    eval_example.lint(CodeExample.create(snippet.read_text(encoding="utf-8"), path=path))


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_repository_is_clean_and_formatted(command: list[str]) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent))
    assert ruff
    result = subprocess.run(
        [ruff, *command, "--no-cache", "tests", "overrides"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
