"""The reader finds every block, and knows what a person does with it; what it cannot know is an error that says so."""

import pytest

from tests.reader.blocks import MOST_TABS
from tests.reader.claims import Sent
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.walkthroughs import Action, merge
from tests.site.facts import ROOT

SENDS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"


def test_a_heading_is_one_walkthrough(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(
        f'```bash\nexport A=1\n```\n\nText.\n\n```toml title="~/.tool/config.toml"\na = 1\n```\n\n```bash\ncurl x\n```\n\n{SENDS}\n```json\n{{}}\n```\n'
    )
    assert walkthrough.name == "draft#draft"
    assert [step.action for step in walkthrough.steps] == [Action.PASTE, Action.SAVE, Action.PASTE]
    assert walkthrough.steps[1].block.title == "~/.tool/config.toml"
    assert walkthrough.steps[2].sends == [Sent("GET /v1/models", "Authorization: Bearer")]
    assert walkthrough.steps[2].output
    assert walkthrough.steps[2].output.text == "{}\n"
    assert walkthrough.keys == (
        "en/draft#draft 1",
        "en/draft#draft 2",
        "en/draft#draft 3",
        "en/draft#draft 4",
    )


def test_tabs_are_alternatives_with_what_stands_around_them(draft: Draft) -> None:
    one, two = draft.walkthroughs(
        '```bash\nbefore\n```\n\n=== "One"\n\n    ```bash\n    one\n    ```\n\n=== "Two"\n\n    ```bash\n    two\n    ```\n\n```bash\nafter\n```\n'
    )
    assert (one.name, two.name) == ("draft#draft One", "draft#draft Two")
    assert [step.block.text for step in one.steps] == ["before\n", "one\n", "after\n"]
    assert [step.block.text for step in two.steps] == ["before\n", "two\n", "after\n"]


def test_blocks_in_lists_and_notes_are_found(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(
        "1. First\n\n    ```bash\n    first\n    ```\n\n!!! tip\n\n    ```bash\n    second\n    ```\n\n??? note\n\n    ```bash\n    third\n    ```\n"
    )
    assert [step.block.text for step in walkthrough.steps] == ["first\n", "second\n", "third\n"]


def test_what_two_languages_share_is_run_once(draft: Draft) -> None:
    english = draft.walkthroughs("Text.\n\n```bash\nx\n```\n")
    assert [w.languages for w in merge(english, draft.walkthroughs("文字。\n\n```bash\nx\n```\n", "zh"))] == [
        ("en", "zh")
    ]
    english = draft.walkthroughs("```bash\nx\n```\n")
    assert [w.languages for w in merge(english, draft.walkthroughs("```bash\ny\n```\n", "zh"))] == [
        ("en",),
        ("zh",),
    ]


def test_a_block_is_what_the_copy_button_copies(draft: Draft) -> None:
    text = 'print("<&>", \'"\')  # 中文\n\n\nif True:\n    print("`x`")\n'
    [walkthrough] = draft.walkthroughs(draft.block("python", text + "\n"))
    assert walkthrough.steps[0].block.text == text


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        ("```ruby\nputs 1\n```", "does not know the language 'ruby'. Use one of bash, python,"),
        ("    indented\n", "a text block has no title, and stands right below no block that runs"),
        ("```toml\na = 1\n```\n\n```bash\nx\n```", "a toml block has no title"),
        ("```json\n{}\n```", "a json block has no title, and stands right below no block that runs"),
        (
            "```bash\nx\n```\n\nYou see:\n\n```json\n{}\n```",
            "a json block has no title, and stands right below no block that runs",
        ),
        ('```bash title="x.sh"\nx\n```', "a bash block has a title, but is pasted"),
        ("```javascript\nx\n```", "a javascript block does not say which file it is"),
        (
            '=== "A"\n\n    === "B"\n\n        ```bash\n        x\n        ```\n',
            "there are tabs inside the tab A",
        ),
        (
            "".join(f'=== "{n}"\n\n    ```bash\n    x{n}\n    ```\n\n' for n in range(7)),
            "there are 7 tabs, of which the style sheet shows 6",
        ),
        (SENDS, "no block stands above it"),
        (
            "```bash\nx\n```\n\nSends `GET /v1/models`.\n{ .sends }",
            "does not say how the key travels in `GET /v1/models`",
        ),
        (
            "```bash\nx\n```\n\nSends `x-api-key`.\n{ .sends }",
            "says `x-api-key`, which is no request line followed by a carrier",
        ),
        (
            "```bash\nx\n```\n\nSends `GET /v1/models` with `Bearer`.\n{ .sends }",
            "says `Bearer`, which is no request line followed by a carrier",
        ),
        (
            '```toml title="~/.tool/config.toml"\na = 1\n```',
            "no later block under the heading sends a request with it",
        ),
        *[
            (
                f'```toml title="{title}"\na = 1\n```\n\n```bash\nx\n```\n\n{SENDS}',
                "is no path below the home folder",
            )
            for title in (
                "../x",
                "/etc/x",
                "~/../x",
                "~/",
                "~root/x",
                "C:\\x",
                "%USERPROFILE%/x",
                "$HOME/x",
                "x y",
            )
        ],
    ],
)
def test_bad_input_says_where_what_and_what_to_do(draft: Draft, markdown: str, message: str) -> None:
    with pytest.raises(PageError, match=message.replace("(", r"\(")) as caught:
        draft.walkthroughs(markdown)
    assert str(caught.value).startswith("draft (en)")
    assert caught.value.remedy.endswith(".")
    assert "\n" not in str(caught.value)


def test_requests_are_counted(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(
        "```bash\nx\n```\n\nSends `GET /v1/models` ×2 and `POST /v1/messages` with `x-api-key`, then `GET /health` with `no key`.\n{ .sends }\n"
    )
    models = Sent("GET /v1/models", "x-api-key")
    assert walkthrough.steps[0].sends == [
        models,
        models,
        Sent("POST /v1/messages", "x-api-key"),
        Sent("GET /health", "no key"),
    ]


def test_the_style_sheet_shows_as_many_tabs_as_the_reader_allows() -> None:
    rules = (ROOT / "overrides" / "styles" / "tabs.css").read_text(encoding="utf-8")
    assert f"nth-child({MOST_TABS})" in rules
    assert f"nth-child({MOST_TABS + 1})" not in rules
