"""Both languages say the same: what a page of one language lacks is named."""

import re
from pathlib import Path

import pytest

from tests.reader.pages import Page
from tests.reader.parity import differences
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT

PAIR = tuple(LANGUAGES)


def test_every_page_has_its_twin() -> None:
    names = {language: {name for name, _ in sources(language)} for language in PAIR}
    for language, other in (PAIR, PAIR[::-1]):
        missing = sorted(names[other] - names[language])
        assert not missing, f"docs/{language} lacks {', '.join(missing)}, which docs/{other} has"


def sources(language: str) -> list[tuple[str, str]]:
    """Return the name and the text of each page's source in a language."""
    folder = ROOT / "docs" / language
    paths = folder.rglob("*.md")
    return [(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def test_pages_have_the_same_shape(pages: list[Page]) -> None:
    first, second = ({page.name: page for page in pages if page.language == language} for language in PAIR)
    lines = [line for name, page in first.items() for line in differences(page, second[name])]
    assert not lines, "\n".join(lines) + "\n`make update` mends ids and code; words are yours."


def test_the_same_headings_have_aliases_for_the_search() -> None:
    also = re.compile(r"^#+ .* \{#([a-z0-9-]+)\}\n<!-- also: .+ -->$", re.MULTILINE)
    headings = {
        language: {(name, heading) for name, text in sources(language) for heading in also.findall(text)}
        for language in PAIR
    }
    assert headings[PAIR[0]] == headings[PAIR[1]]
    # Anywhere else an alias would be on the page, or in another section's entry.
    for language in PAIR:
        comments = sum(text.count("<!-- also:") for _, text in sources(language))
        assert comments == len(headings[language])


ENGLISH = """<article>
<h1 id="a">A</h1><table><tr><td>1</td></tr></table><p><a href="../b/#c">c</a></p>
<h2 id="b">B</h2><pre><code>x</code></pre><ul><li>1</li></ul>
</article>"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<h2 id="b">B</h2>', "", r"page.md \(zh\): the heading #b is missing"),
        (
            "<tr><td>1</td></tr>",
            "<tr><td>1</td></tr><tr><td>2</td></tr>",
            "page.md #a: as part 1, en has a table of 1 rows and 1 columns, zh has a table of 2",
        ),
        ("<code>x</code>", "<code>y</code>", "page.md #b: as part 1, en has the code 'x'"),
        (
            "<ul><li>1</li></ul>",
            "",
            r"page.md #b: as part 2, en has a list \(ul\) of 1 entries, zh has nothing",
        ),
        ("../b/#c", "../b/#d", "page.md #a: the link to b/#d is missing in en"),
        ('<h2 id="b">B</h2>', '<h3 id="b">B</h3>', "page.md #b: a h2 in en, a h3 in zh"),
    ],
)
def test_a_difference_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    pair = []
    for language, html in zip(PAIR, (ENGLISH, ENGLISH.replace(old, new)), strict=True):
        path = tmp_path / f"{language}.html"
        path.write_text(html, encoding="utf-8")
        pair.append(Page("page", language, Path("page.md"), path))
    assert list(differences(pair[0], pair[0])) == []
    with pytest.raises(AssertionError, match=message):
        assert not list(differences(*pair)), "\n".join(differences(*pair))


@pytest.mark.parametrize(
    ("english", "chinese", "same"),
    [
        ("Wallet", "钱包", True),
        ("Wallet", "Purse", False),
        ("OpenAI", "开放智能", False),
        ("Chat Completions", "对话", False),
        ("httpx", "网络库", False),
    ],
)
def test_only_a_tab_of_a_concept_is_in_the_language_of_its_page(
    tmp_path: Path, english: str, chinese: str, *, same: bool
) -> None:
    pair = []
    for language, label in zip(PAIR, (english, chinese), strict=True):
        path = tmp_path / f"{language}.html"
        tabs = f'<div class="tabbed-labels"><label>{label}</label></div>'
        path.write_text(f'<article><h1 id="a">A</h1>{tabs}</article>', encoding="utf-8")
        pair.append(Page("page", language, Path("page.md"), path))
    assert (list(differences(*pair)) == []) is same
