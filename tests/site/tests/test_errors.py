"""The error index: what is in it, where it leads, and which entry a pasted text finds."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from overrides.hooks import error_index
from tests.reader.blocks import Block
from tests.reader.pages import Site
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT
from tests.site.tests.html import soup
from tests.words.lookup import look_up

FOLDER = Path(__file__).with_name("errors")
INDEX = error_index.load(ROOT)
ENTRIES = [entry for section in INDEX.values() for entry in section]
CASES = yaml.safe_load((FOLDER / "cases.yml").read_text(encoding="utf-8"))
# The pages show what the gateway answers; these are the answers of one failure each.
SHOWN = {entry["shown"].partition("/")[2]: entry["id"] for entry in ENTRIES if "shown" in entry}
SNIPPETS = ROOT / "snippets" / "troubleshooting"
# Of packages that know nothing of gateways, a hundred messages are looked up, by their alphabet.
UNRELATED = ("jinja2", "markdown", "playwright", "coverage", "hypothesis", "yaml", "pygments", "mypy", "ruff")
NUMBER = 100


def test_no_id_has_vanished() -> None:
    """Support has sent them to people: an id stays, whatever becomes of its entry."""
    known = (FOLDER / "ids.txt").read_text(encoding="utf-8").split()
    assert sorted(entry["id"] for entry in ENTRIES) == known, (
        f"Keep each id; add new ones to {FOLDER.name}/ids.txt."
    )


def test_no_cell_refers_to_another() -> None:
    """On a phone, and in the index, an entry stands alone."""
    vague = ("The same", "See below", "One of the above", "同上", "见下", "以上之一")
    for entry in ENTRIES:
        for language in LANGUAGES:
            for name, cell in entry[language].items():
                assert not any(word in cell for word in vague), f"{entry['id']}, {language}, {name}: {cell}"


def test_both_languages_show_the_same_code() -> None:
    for entry in ENTRIES:
        one, other = (set(error_index.CODE.findall(entry[language]["see"])) for language in LANGUAGES)
        assert one == other, entry["id"]


def test_each_answer_is_shown_where_its_entry_says(site: Site) -> None:
    [page] = [one for one in site.pages if one.name == "troubleshooting" and one.language == LANGUAGES[0]]
    outputs = {
        section.place.heading: [item.text for item in section.items if isinstance(item, Block)]
        for section in page.sections()
    }
    for entry in ENTRIES:
        if "shown" in entry:
            heading, _, name = entry["shown"].partition("/")
            shown = (SNIPPETS / f"{name}.txt").read_text(encoding="utf-8")
            assert shown.rstrip() in map(str.rstrip, outputs[heading]), entry["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_has_a_heading_and_a_short_address(site: Site, language: str) -> None:
    folder = site.folder / home(language)
    there = Counter(str(tag["id"]) for tag in soup(folder / "errors" / "index.html").select("[id]"))
    assert [name for name, count in there.items() if count > 1] == []
    for entry in ENTRIES:
        assert entry["id"] in there
        text = (folder / "e" / entry["id"] / "index.html").read_text(encoding="utf-8")
        assert f"/{home(language)}errors/#{entry['id']}" in text


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([{"id": "A b"}], "its id is no lower-case words"),
        ([{"id": "a", "en": {"see": "x"}}], "`en` needs see, cause, fix"),
        ([{"id": "a", "text": []}], "nothing reads text"),
        ([{"id": "a", "source": "hearsay"}], "its source is one of tried, reports"),
        ([{"id": "a"}, {"id": "a"}], "has this id, too"),
        ([{"id": "a", "like": ["b"]}], "`like` names b, which is no id"),
        ([{"id": "a", "texts": ["x"]}, {"id": "b", "texts": ["X"]}], "a has the text 'X', too"),
    ],
)
def test_an_entry_that_is_wrong_is_named(tmp_path: Path, entries: list[dict[str, Any]], fault: str) -> None:
    cells = {"see": "x", "cause": "y", "fix": "z"}
    folder = tmp_path / "overrides" / "errors"
    folder.mkdir(parents=True)
    whole = [{"en": cells, "zh": cells, **entry} for entry in entries]
    (folder / "some.yml").write_text(yaml.safe_dump(whole), encoding="utf-8")
    with pytest.raises(error_index.EntryError, match=r"^some\.yml[:,]") as error:
        error_index.load(tmp_path)
    assert fault in str(error.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_reported_finds_its_entry(site: Site, language: str) -> None:
    found = look_up(site, [case["text"] for case in CASES], language)
    wrong = {
        case["name"]: answer["ids"]
        for case, answer in zip(CASES, found, strict=True)
        if answer["ids"][:1] != [case["entry"]]
    }
    assert wrong == {}


def test_what_the_pages_show_finds_its_entry(site: Site) -> None:
    found = look_up(site, [(SNIPPETS / f"{name}.txt").read_text(encoding="utf-8") for name in SHOWN])
    assert {name: answer["ids"][0] for name, answer in zip(SHOWN, found, strict=True)} == SHOWN


def wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 30, break_long_words=True))


def quoted(text: str) -> str:
    return json.dumps({"message": f"> {text}"})


def coloured(text: str) -> str:
    return "\x1b[31m" + text.replace(" ", " \x1b[1m") + "\x1b[0m"


@pytest.mark.parametrize("change", [str, wrapped, quoted, coloured, "Traceback:\n  …\n{}".format])
def test_each_text_finds_its_entry(site: Site, change: Callable[[str], str]) -> None:
    """First, or where another entry has the same text, among the first three, with one that names it."""
    asked = [(entry, text) for entry in ENTRIES for text in entry.get("texts", ())]
    texts = [f"{' '.join(map(str, e.get('status', [])[:1]))} {t.replace('…', 'abc def')}" for e, t in asked]
    found = look_up(site, list(map(change, texts)))
    first = [entry["id"] == answer["ids"][0] for (entry, _), answer in zip(asked, found, strict=True)]
    three = [entry["id"] in answer["ids"][:3] for (entry, _), answer in zip(asked, found, strict=True)]
    missed = [text for (_, text), hit in zip(asked, three, strict=True) if not hit]
    assert (missed, sum(first) / len(first) >= 0.95) == ([], True)


RAISED = re.compile(r"""raise [\w.]+\(\s*("[^"\\\n]{21,}"|'[^'\\\n]{21,}')""")


def messages() -> Iterator[str]:
    """Yield the messages of errors that some installed packages raise, of a long one its first line."""
    packages = Path(yaml.__file__).parents[1]
    for name in UNRELATED:
        for path in (packages / name).rglob("*.py"):
            for text in RAISED.findall(path.read_text(encoding="utf-8")):
                yield text[1:-1]


def test_an_unrelated_text_finds_nothing(site: Site) -> None:
    every = sorted(set(messages()))
    texts = every[:: len(every) // NUMBER][:NUMBER]
    assert len(texts) == NUMBER
    claimed = {
        text: answer["ids"] for text, answer in zip(texts, look_up(site, texts), strict=True) if answer["ids"]
    }
    assert len(claimed) <= NUMBER * 0.05, claimed


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x01\x02\xff", "<html><body><p>Hello</p></body></html>", "x" * 1_000_000, "…"]
)
def test_what_is_no_error_finds_nothing(site: Site, text: str) -> None:
    [answer] = look_up(site, [text])
    assert answer["ids"] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer sk-ant-api03-0123456789abcdef", "Authorization: Bearer sk-a…ef"),
        ("x-api-key: 0123456789abcdef0123", "x-api-key: 0123…23"),
        ('{"api_key": "0123456789abcdef0123"}', '{"api_key": "0123…23"}'),
        ("https://host/v1beta/models?key=AIzaSyD0123456789abcdef", "https://host/v1beta/models?key=AIza…ef"),
        ("Incorrect API key provided: sk-0123456789abcdef0123", "Incorrect API key provided: sk-0…23"),
        ("password = hunter2hunter", "password = …"),
        ("the key sk-your-openai-key of the pages", "the key sk-your-openai-key of the pages"),
        ("API_KEY_REQUIRED: API key is required", "API_KEY_REQUIRED: API key is required"),
    ],
)
def test_keys_are_masked_first(site: Site, text: str, shown: str) -> None:
    [answer] = look_up(site, [text])
    assert answer["masked"] == shown
