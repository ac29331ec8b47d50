"""Chinese is set as Chinese."""

import re
from pathlib import Path

import pytest

from tests.site.facts import ROOT
from tests.site.sources import PAGES, relative

CHINESE = r"[\u3400-\u9fff]"


@pytest.mark.parametrize(
    "source", [source for source in PAGES if source.is_relative_to(ROOT / "docs" / "zh")], ids=relative
)
def test_chinese_is_set_as_chinese(source: Path) -> None:
    """Terms of the glossary, full-width punctuation, a space between Chinese and Latin."""
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        words = re.sub(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>", "]", line)
        for term, instead in {
            "令牌": "API 密钥",
            "接口域名": "API 基础地址",
            "厂家": "供应商",
            "后台": "控制台",
            "智能代理": "编程智能体",
        }.items():
            assert term not in words, f"{relative(source)}:{number}: write {instead}, not {term}."
        for pattern, remedy in {
            rf"{CHINESE}[A-Za-z0-9`]|[A-Za-z0-9`]{CHINESE}": "put a space between Chinese and Latin",
            rf"{CHINESE}[,;:?!]|[,;:?!]{CHINESE}": "use full-width punctuation",
        }.items():
            found = re.search(rf".{{0,8}}(?:{pattern}).{{0,8}}", _outside_code(words))
            assert not found, f"{relative(source)}:{number}: {remedy} in {found[0]!r}."


def _outside_code(line: str) -> str:
    """Blank out what stands in backticks, and keep the backticks: the space around them counts, what they hold does not."""
    return re.sub(r"`[^`]*`", "`x`", line)
