"""No key that looks real, and no word that is not for the public."""

import re

import pytest

from tests.reader.pages import Page
from tests.site.sources import PAGES, SNIPPETS, relative, tracked

# But for the beginning of one that is cut off with an ellipsis.
KEY = re.compile(r"\b(?:sk-(?:ant-|proj-)?|AIza|AKIA|ghp_|github_pat_|xox[bp]-)[A-Za-z0-9_-]{4,}+(?!…)")
PLACEHOLDER = re.compile(r"sk-your-[a-z-]+-key")


def looks_real(text: str) -> list[str]:
    """Return, masked, what looks like a key and is no placeholder."""
    return [f"{key[:5]}…" for key in KEY.findall(text) if not PLACEHOLDER.fullmatch(key)]


def test_no_page_has_a_key_that_looks_real(pages: list[Page]) -> None:
    for path in [*(page.html for page in pages), *PAGES, *SNIPPETS]:
        for key in looks_real(path.read_text(encoding="utf-8")):
            pytest.fail(
                f"{path.name}: {key} looks like a real key. Show a placeholder, sk-your-openai-key; "
                "if it is real, disable it now.",
                pytrace=False,
            )


@pytest.mark.parametrize(
    "key", ["sk-" + "0a1b2c3d" * 8, "sk-ant-api03-abcdefgh", "sk-proj-abcdefgh", "AIza" + "Sy0123456789"]
)
def test_a_key_that_looks_real_is_seen(key: str) -> None:
    assert looks_real(f"export KEY={key}") == [f"{key[:5]}…"]
    assert looks_real('export KEY="sk-your-openai-key"') == []
    assert looks_real(f"authorization: Bearer {key[:8]}…-key") == []


def test_nothing_says_what_must_not_be_said() -> None:
    # Spelt in parts, so that this file does not have them either.
    never = ["sub" + "2api", "bill" + "@tokenfor.me", "new" + "-api"]
    for path in tracked():
        text = path.read_bytes().decode(errors="ignore").lower()
        for word in never:
            assert word not in text, f"{relative(path)} says {word}, which is not for the public."
