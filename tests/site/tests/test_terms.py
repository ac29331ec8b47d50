"""One term for one thing in Chinese: what the pages must not call it (tests/site/tests/terms.yml)."""

import re
from pathlib import Path

import pytest
import yaml

from tests.reader.pages import Site
from tests.site.facts import ROOT
from tests.words.passages import passages

HAN = re.compile("[\u4e00-\u9fff]")
TERMS = yaml.safe_load(Path(__file__).with_name("terms.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("term", TERMS)
def test_one_term_for_one_thing(site: Site, term: str) -> None:
    wrong = [
        f"{one.place}: {other} should be {term}"
        for one in passages(site)
        for other in TERMS[term]
        if one.language == "zh" and other in one.text
    ]
    assert wrong == []


def test_heads_of_tables_are_those_of_a_manual(site: Site) -> None:
    heads = {one.text for one in passages(site) if one.language == "zh" and one.kind == "th"}
    assert heads & {"看到的", "解决", "怎么办", "去哪里看", "区域"} == set()


LABEL = re.compile(r"「([^「」（）]+)（([A-Z][A-Za-z -]+)）」")


def labels() -> dict[str, set[str]]:
    """Return the console's labels in English, each with the Chinese ones that the Chinese pages give it."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "docs" / "zh").rglob("*.md"):
        for chinese, english in LABEL.findall(path.read_text(encoding="utf-8")):
            found.setdefault(english, set()).add(chinese)
    return found


def test_a_label_of_the_console_has_one_name_in_chinese() -> None:
    assert {"API Keys", "Create API Key", "Usage", "Export CSV", "My Subscriptions"} <= labels().keys()
    assert {english: chinese for english, chinese in labels().items() if len(chinese) > 1} == {}


def test_a_label_of_the_console_stands_in_both_languages() -> None:
    """On a Chinese page the console's label comes in Chinese, with the English one in brackets."""
    sources = [*(ROOT / "docs" / "zh").rglob("*.md"), *(ROOT / "overrides" / "errors").glob("*.yml")]
    known = "|".join(map(re.escape, labels()))
    marked = re.compile(rf"(?:\*\*|「|“)({known})(?:\*\*|」|”)")
    alone = [
        f"{path.relative_to(ROOT)}:{number}: {label} stands alone. Write 「中文（{label}）」."
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for label in (marked.findall(line) if HAN.search(line) else ())
    ]
    assert alone == []
