"""Chinese is set as Chinese."""

import re
from pathlib import Path

import pytest

from tests.site.facts import ROOT
from tests.site.sources import PAGES, relative

CHINESE = r"[\u3400-\u9fff]"
# What not to write, and what to write instead.
TERMS = {
    "令牌": "API 密钥",
    "接口域名": "API 基础地址",
    "厂家": "供应商",
    "后台": "控制台",
    "智能代理": "编程智能体",
}
# What not to find outside of code, and what to do about it.
PATTERNS = {
    rf"{CHINESE}[A-Za-z0-9`]|[A-Za-z0-9`]{CHINESE}": "put a space between Chinese and Latin",
    rf"{CHINESE}[,;:?!]|[,;:?!]{CHINESE}": "use full-width punctuation",
}


@pytest.mark.parametrize(
    "source", [source for source in PAGES if source.is_relative_to(ROOT / "docs" / "zh")], ids=relative
)
def test_chinese_is_set_as_chinese(source: Path) -> None:
    """Terms of the glossary, full-width punctuation, a space between Chinese and Latin."""
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        words = re.sub(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>", "]", line)
        for term, instead in TERMS.items():
            assert term not in words, f"{relative(source)}:{number}: write {instead}, not {term}."
        for pattern, remedy in PATTERNS.items():
            match = re.search(rf".{{0,8}}(?:{pattern}).{{0,8}}", outside_code(words))
            assert not match, f"{relative(source)}:{number}: {remedy} in {match[0]!r}."


def outside_code(line: str) -> str:
    """Return a line with `x` for all code: the space around the backticks counts, the code does not."""
    return re.sub(r"`[^`]*`", "`x`", line)
