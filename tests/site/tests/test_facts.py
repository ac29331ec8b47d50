"""Each fact is in one place, and nothing on the site names what does not exist."""

import re
from pathlib import Path

import pytest

from tests.site.facts import MODEL, facts, unknown_names
from tests.site.sources import PAGES, SNIPPETS, relative

MODELS = {model for provider in facts()["models"].values() for model in provider["published"]}


@pytest.mark.parametrize("source", PAGES, ids=relative)
def test_pages_take_facts_from_one_place(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    values = [contact["value"] for contact in facts()["contacts"].values()]
    for number, line in enumerate(text.splitlines(), 1):
        for typed in [
            *re.findall(r"https?://[\w.-]*tokenfor\.me", line),
            *(value for value in values if value in line),
            *(set(MODEL.findall(line)) & MODELS),
        ]:
            pytest.fail(
                f"{relative(source)}:{number}: {typed} is typed. "
                "Take it from mkdocs.yml, as in {{ models.openai.main }}.",
                pytrace=False,
            )


@pytest.mark.parametrize("snippet", SNIPPETS, ids=relative)
def test_snippets_name_what_exists(snippet: Path) -> None:
    text = snippet.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        for fault in unknown_names(line):
            pytest.fail(f"{relative(snippet)}:{number}: {fault}", pytrace=False)
    assert "\t" not in text, f"{relative(snippet)}: the page turns tabs into spaces. Use spaces."
    assert not re.search(r"[ \t]$", text, re.MULTILINE), (
        f"{relative(snippet)}: there is white space at the end of a line. Remove it."
    )
    assert text.endswith("\n"), f"{relative(snippet)}: the last line does not end. Add a newline."
