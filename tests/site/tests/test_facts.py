"""Each fact stands in one place, and nothing on the site says more than the facts do."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.reader.pages import Page
from tests.site.facts import MODEL, ROOT, facts, unknown_names

SOURCES = sorted((ROOT / "docs").rglob("*.md"))
SNIPPETS = sorted(path for path in (ROOT / "snippets").rglob("*") if path.is_file())
MODELS = {model for provider in facts()["models"].values() for model in provider["published"]}
KEY = re.compile(r"\b(?:sk-(?:ant-|proj-)?|AIza|AKIA|ghp_|github_pat_|xox[bp]-)[A-Za-z0-9_-]{4,}")
PLACEHOLDER = re.compile(r"sk-your-[a-z-]+-key")
CHINESE = r"[\u3400-\u9fff]"


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in names.stdout.split("\0") if name and (ROOT / name).is_file()]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("source", SOURCES, ids=relative)
def test_pages_take_facts_from_one_place(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    values = [contact["value"] for contact in facts()["contacts"].values()]
    for number, line in enumerate(text.splitlines(), 1):
        for typed in [*re.findall(r"https?://[\w.-]*tokenfor\.me", line), *(value for value in values if value in line), *(set(MODEL.findall(line)) & MODELS)]:
            pytest.fail(f"{relative(source)}:{number}: {typed} is typed. Take it from mkdocs.yml, as in {{{{ models.openai.main }}}}.", pytrace=False)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=relative)
def test_snippets_name_what_exists(snippet: Path) -> None:
    text = snippet.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        for fault in unknown_names(line):
            pytest.fail(f"{relative(snippet)}:{number}: {fault}", pytrace=False)
    assert "\t" not in text, f"{relative(snippet)}: the page turns tabs into spaces. Use spaces."
    assert not re.search(r"[ \t]$", text, re.MULTILINE), f"{relative(snippet)}: there is white space at the end of a line. Remove it."
    assert text.endswith("\n"), f"{relative(snippet)}: the last line does not end. Add a newline."


def looks_real(text: str) -> list[str]:
    """Give, masked, what looks like a key and is no placeholder."""
    return [f"{key[:5]}…" for key in KEY.findall(text) if not PLACEHOLDER.fullmatch(key)]


def test_no_page_has_a_key_that_looks_real(pages: list[Page]) -> None:
    for path in [*(page.html for page in pages), *SOURCES, *SNIPPETS]:
        for key in looks_real(path.read_text(encoding="utf-8")):
            pytest.fail(f"{path.name}: {key} looks like a real key. Show a placeholder, sk-your-openai-key; if it is real, disable it now.", pytrace=False)


@pytest.mark.parametrize("key", ["sk-" + "0a1b2c3d" * 8, "sk-ant-api03-abcdefgh", "sk-proj-abcdefgh", "AIza" + "Sy0123456789"])
def test_a_key_that_looks_real_is_seen(key: str) -> None:
    assert looks_real(f"export KEY={key}") == [f"{key[:5]}…"]
    assert looks_real('export KEY="sk-your-openai-key"') == []


def test_nothing_says_what_must_not_be_said() -> None:
    # Spelt in parts, so that this file does not say them either.
    never = ["sub" + "2api", "bill" + "@tokenfor.me", "new" + "-api"]
    for path in tracked():
        text = path.read_bytes().decode(errors="ignore").lower()
        for word in never:
            assert word not in text, f"{relative(path)} says {word}, which is not for the public."


@pytest.mark.parametrize("source", [source for source in SOURCES if source.is_relative_to(ROOT / "docs" / "zh")], ids=relative)
def test_chinese_is_set_as_chinese(source: Path) -> None:
    """Terms of the glossary, full-width punctuation, a space between Chinese and Latin."""
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        words = re.sub(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>", "]", line)
        for term, instead in {"令牌": "API 密钥", "接口域名": "API 基础地址", "厂家": "供应商", "后台": "控制台", "智能代理": "编程智能体"}.items():
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
