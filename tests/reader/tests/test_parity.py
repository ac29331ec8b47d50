"""Both languages say the same: a page, a heading, a table, a link or a line of code that one lacks is named."""

import re
from pathlib import Path

import pytest

from tests.reader.pages import Page
from tests.reader.parity import differences
from tests.site.build import LANGUAGES
from tests.site.facts import ROOT

PAIR = tuple(LANGUAGES)


def test_every_page_has_its_twin() -> None:
    names = {
        language: {
            path.relative_to(ROOT / "docs" / language) for path in (ROOT / "docs" / language).rglob("*.md")
        }
        for language in PAIR
    }
    for language, other in (PAIR, PAIR[::-1]):
        missing = sorted(map(str, names[other] - names[language]))
        assert not missing, f"docs/{language} lacks {', '.join(missing)}, which docs/{other} has"


def test_pages_have_the_same_shape(pages: list[Page]) -> None:
    by_name = {(page.name, page.language): page for page in pages}
    found = [
        line
        for (name, language), page in by_name.items()
        if language == PAIR[0]
        for line in differences(page, by_name[name, PAIR[1]])
    ]
    assert not found, "\n".join(found) + "\n`make update` mends ids and code; words are yours."


def test_the_same_headings_have_aliases_for_the_search() -> None:
    also = re.compile(r"^#+ .* \{#([a-z0-9-]+)\}\n<!-- also: .+ -->$", re.MULTILINE)
    found = {
        language: {
            (path.relative_to(ROOT / "docs" / language), id)
            for path in (ROOT / "docs" / language).rglob("*.md")
            for id in also.findall(path.read_text(encoding="utf-8"))
        }
        for language in PAIR
    }
    assert found[PAIR[0]] == found[PAIR[1]]
    # Anywhere else they would stand on the page, or in another section's entry.
    comments = {
        path: path.read_text(encoding="utf-8").count("<!-- also:")
        for language in PAIR
        for path in (ROOT / "docs" / language).rglob("*.md")
    }
    assert sum(comments.values()) == sum(map(len, found.values()))


ENGLISH = """<article><h1 id="a">A</h1><table><tr><td>1</td></tr></table><p><a href="../b/#c">c</a></p><h2 id="b">B</h2>
<pre><code>x</code></pre><ul><li>1</li></ul></article>"""


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
