"""`make update` mends what a machine can, and the repository has nothing that it would change."""

from pathlib import Path

import pytest

from tests.commands.figures import READMES, with_figures
from tests.commands.update import mend, mend_twins
from tests.site.facts import ROOT

ENGLISH = """\
# One {#one}

## Two {#two}

```bash
--8<-- "a.sh"
```

=== "Tab"

    ```text
    --8<-- "b.txt"
    ```
"""


@pytest.mark.parametrize("readme", READMES)
def test_the_figures_are_those_of_today(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert text == with_figures(text, READMES[readme]), f"{readme} shows old figures. Run `make update`."


def test_a_readme_without_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="<!-- figures -->"):
        with_figures("# Title\n", "en")


def test_code_and_ids_come_from_the_english_page() -> None:
    chinese = (
        ENGLISH.replace("One", "一")
        .replace("Two", "二")
        .replace(" {#two}", "")
        .replace("{#one}", "{#eins}")
        .replace("a.sh", "c.sh")
    )
    assert mend(ENGLISH, chinese) == ENGLISH.replace("One", "一").replace("Two", "二")
    assert mend(ENGLISH, ENGLISH) == ENGLISH


@pytest.mark.parametrize("lacking", ['```bash\n--8<-- "a.sh"\n```', "## Two {#two}"])
def test_what_is_not_there_is_not_guessed(lacking: str) -> None:
    chinese = ENGLISH.replace(lacking, "").replace("{#one}", "{#eins}").replace("b.txt", "c.txt")
    mended = mend(ENGLISH, chinese)
    assert ("{#eins}" in mended) == ("Two" in lacking)
    assert ("c.txt" in mended) == ("bash" in lacking)


def test_every_translation_is_mended(tmp_path: Path) -> None:
    for language in ("en", "de", "zh"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.md").write_text(
            ENGLISH if language == "en" else ENGLISH.replace("a.sh", "c.sh"), encoding="utf-8"
        )
    english = tmp_path / "en" / "page.md"
    assert mend_twins(english, tmp_path, ["de", "fr", "zh"]) == [
        tmp_path / "de" / "page.md",
        tmp_path / "zh" / "page.md",
    ]
    assert {path.read_text(encoding="utf-8") for path in tmp_path.glob("*/page.md")} == {ENGLISH}
    assert mend_twins(english, tmp_path, ["de", "zh"]) == []
