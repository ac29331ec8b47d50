"""Code that readers copy is in the field's usual style."""

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
