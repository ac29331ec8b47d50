"""What differs between systems stands on the page, and in its Markdown twin, in both forms."""

from pathlib import Path

import pytest

from overrides.hooks import forms
from tests.powershell.grammar import parse
from tests.reader.pages import Site

FENCE = '  ```bash\n  --8<-- "a/one.sh"\n  ```'


def test_a_bash_block_gets_the_twin_that_is_beside_its_snippet(tmp_path: Path) -> None:
    assert forms.with_twins(FENCE, tmp_path) == FENCE
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.ps1").write_text("$env:A = 1\n", encoding="utf-8")
    expected = f'{FENCE}\n\n  ```powershell\n  --8<-- "a/one.ps1"\n  ```'
    assert forms.with_twins(FENCE, tmp_path) == expected
    # Indented alike, so that it stays in its list or tab.
    assert forms.with_twins(FENCE.replace("bash", "python"), tmp_path).count("```") == 2


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("~/.codex/config.toml", r"$HOME\.codex\config.toml"),
        ("~/.config/io.datasette.llm/keys.json", r"$env:APPDATA\io.datasette.llm\keys.json"),
        ("~/.hermes/config.yaml", r"$env:LOCALAPPDATA\hermes\config.yaml"),
        ("cn --config ~/.continue/config.yaml", r'cn --config "$HOME\.continue\config.yaml"'),
        ("env | grep -i proxy", "Get-ChildItem Env:*proxy*"),
        ("~/Library/Application Support", "~/Library/Application Support"),
        ("~", "~"),
        ("https://api.tokenfor.me/v1", "https://api.tokenfor.me/v1"),
    ],
)
def test_code_in_a_sentence(code: str, expected: str) -> None:
    assert forms.on_windows(code) == expected


def test_the_commands_in_sentences_are_powershell() -> None:
    for command in forms.COMMANDS.values():
        parse(command)


def test_the_twin_of_a_page_has_both_forms(site: Site) -> None:
    text = (site.folder / "api-keys" / "claude-code" / "index.md").read_text(encoding="utf-8")
    assert 'export ANTHROPIC_BASE_URL="https://api.tokenfor.me"' in text
    assert '$env:ANTHROPIC_BASE_URL = "https://api.tokenfor.me"' in text
    assert "for-windows" not in text
