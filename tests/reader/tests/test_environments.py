"""A terminal has what its page installs."""

from pathlib import Path

import pytest

from tests.reader.draft import Draft
from tests.reader.environments import MAIN, groups, programs_of
from tests.reader.errors import PageError
from tests.site.facts import ROOT


@pytest.mark.parametrize(
    ("install", "folder"),
    [
        ("pip install openai", MAIN),
        ("pip install httpx openai", MAIN),
        # An environment of frameworks has an older one, which is not what this page installs.
        ("pip install anthropic", MAIN),
        ('pip install llama-index-llms-anthropic "anthropic<1"', "frameworks"),
        ("pip install aider-chat", "aider"),
        ('pip install "pydantic-ai-slim[openai]"', "pydantic-ai"),
    ],
)
def test_the_terminal_has_what_the_page_installs(draft: Draft, install: str, folder: Path | str) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", f"{install}\n"))
    programs = programs_of(walkthrough)
    assert programs == (folder if isinstance(folder, Path) else ROOT / ".cache" / "venvs" / folder / "bin")
    assert (programs / "python").exists()


def test_a_package_that_is_in_no_group_is_named(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", "pip install leftpad\n"))
    with pytest.raises(PageError, match=r"the page installs leftpad, which no group of pyproject.toml has"):
        programs_of(walkthrough)
    assert "leftpad" not in frozenset().union(*groups().values())
