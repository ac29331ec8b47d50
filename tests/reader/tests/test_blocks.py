"""The reader finds every block and knows what a person does with it; what it cannot know is an error."""

import re

import pytest

from tests.reader.blocks import MOST_TABS
from tests.reader.claims import Sent
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.walkthroughs import Action, merge
from tests.site.facts import ROOT

SENDS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"


# Every kind of block, and the line that says what one sends.
WHOLE = f"""\
```bash
export A=1
```

Text.

```toml title="~/.tool/config.toml"
a = 1
```

```bash
curl x
```

{SENDS}
```json
{{}}
```
"""


def test_a_heading_is_one_walkthrough(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(WHOLE)
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


TABS = """\
```bash
before
```

=== "One"

    ```bash
    one
    ```

=== "Two"

    ```bash
    two
    ```

```bash
after
```
"""


def test_tabs_are_alternatives_with_what_is_around_them(draft: Draft) -> None:
    one, two = draft.walkthroughs(TABS)
    assert (one.name, two.name) == ("draft#draft One", "draft#draft Two")
    assert [step.block.text for step in one.steps] == ["before\n", "one\n", "after\n"]
    assert [step.block.text for step in two.steps] == ["before\n", "two\n", "after\n"]


NESTED = """\
1. First

    ```bash
    first
    ```

!!! tip

    ```bash
    second
    ```

??? note

    ```bash
    third
    ```
"""


def test_blocks_in_lists_and_notes_are_found(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(NESTED)
    assert [step.block.text for step in walkthrough.steps] == ["first\n", "second\n", "third\n"]


def test_what_two_languages_share_is_run_once(draft: Draft) -> None:
    english = draft.walkthroughs("Text.\n\n```bash\nx\n```\n")
    chinese = draft.walkthroughs("文字。\n\n```bash\nx\n```\n", "zh")
    assert [walkthrough.languages for walkthrough in merge(english, chinese)] == [("en", "zh")]


def test_tabs_of_two_languages_are_matched_by_their_order(draft: Draft) -> None:
    english, chinese = (
        draft.walkthroughs(
            "".join(f'=== "{label}"\n\n    ```bash\n    {number}\n    ```\n\n' for number, label in labels),
            language,
        )
        for language, labels in (
            ("en", [(1, "Wallet"), (2, "Quota")]),
            ("zh", [(1, "钱包"), (2, "额度")]),
        )
    )
    merged = merge(english, chinese)
    assert [(one.tab, one.languages) for one in merged] == [("Wallet", ("en", "zh")), ("Quota", ("en", "zh"))]


def test_a_file_may_be_read_by_a_program_that_prints(draft: Draft) -> None:
    file = '```text title="usage.csv"\na,b\n```\n\n'
    program = '```python title="sum.py"\nprint(1)\n```\n\n'
    [walkthrough] = draft.walkthroughs(f"{file}{program}```text\n1\n```\n")
    assert [step.block.title for step in walkthrough.steps] == ["usage.csv", "sum.py"]
    check_error(draft, f"{file}{program}", "no later block under the heading sends a request with it")


def test_what_two_languages_do_not_share_is_run_in_each(draft: Draft) -> None:
    english = draft.walkthroughs("```bash\nx\n```\n")
    chinese = draft.walkthroughs("```bash\ny\n```\n", "zh")
    assert [walkthrough.languages for walkthrough in merge(english, chinese)] == [("en",), ("zh",)]


def test_a_block_is_what_the_copy_button_copies(draft: Draft) -> None:
    text = 'print("<&>", \'"\')  # 中文\n\n\nif True:\n    print("`x`")\n'
    [walkthrough] = draft.walkthroughs(draft.block("python", text + "\n"))
    assert walkthrough.steps[0].block.text == text


BASH = "```bash\nx\n```\n"
JSON = "```json\n{}\n```\n"
TOML = '```toml title="~/.tool/config.toml"\na = 1\n```\n'
NESTED_TABS = '=== "A"\n\n    === "B"\n\n        ```bash\n        x\n        ```\n'
NO_OUTPUT = "a {} block has no title, and is right below no block that runs"
NO_REQUEST = "says `{}`, which is no request line followed by a carrier"


@pytest.mark.parametrize(
    ("markdown", "message"),
    [
        pytest.param(
            "```ruby\nputs 1\n```",
            "does not know the language 'ruby'. Use one of bash, python,",
            id="unknown language",
        ),
        pytest.param("    indented\n", NO_OUTPUT.format("text"), id="indented block"),
        pytest.param(f"```toml\na = 1\n```\n\n{BASH}", "a toml block has no title", id="no file name"),
        pytest.param(JSON, NO_OUTPUT.format("json"), id="output of nothing"),
        pytest.param(f"{BASH}\nYou see:\n\n{JSON}", NO_OUTPUT.format("json"), id="output below a text"),
        pytest.param(
            '```bash title="x.sh"\nx\n```', "a bash block has a title, but is pasted", id="titled bash"
        ),
        pytest.param(
            "```javascript\nx\n```", "a javascript block does not say which file it is", id="no title"
        ),
        pytest.param(NESTED_TABS, "there are tabs inside the tab A", id="nested tabs"),
        pytest.param(
            "".join(f'=== "{n}"\n\n    ```bash\n    x{n}\n    ```\n\n' for n in range(7)),
            "there are 7 tabs, of which the style sheet shows 6",
            id="too many tabs",
        ),
        pytest.param(SENDS, "no block is above it", id="request of nothing"),
        pytest.param(
            f"{BASH}\nSends `x-api-key`.\n{{ .sends }}",
            NO_REQUEST.format("x-api-key"),
            id="a carrier without a request",
        ),
        pytest.param(
            f"{BASH}\nSends `GET /v1/models` with `Bearer`.\n{{ .sends }}",
            NO_REQUEST.format("Bearer"),
            id="unknown carrier",
        ),
        pytest.param(
            TOML, "no later block under the heading sends a request with it", id="file that nothing uses"
        ),
    ],
)
def test_bad_input_says_where_what_and_what_to_do(draft: Draft, markdown: str, message: str) -> None:
    check_error(draft, markdown, message)


@pytest.mark.parametrize(
    "title",
    ["../x", "/etc/x", "~/../x", "~/", "~root/x", "C:\\x", "%USERPROFILE%/x", "$HOME/x", "x y"],
)
def test_a_title_outside_of_the_home_is_an_error(draft: Draft, title: str) -> None:
    markdown = f'```toml title="{title}"\na = 1\n```\n\n{BASH}\n{SENDS}'
    check_error(draft, markdown, "is no path below the home folder")


def check_error(draft: Draft, markdown: str, message: str) -> None:
    with pytest.raises(PageError, match=re.escape(message)) as caught:
        draft.walkthroughs(markdown)
    assert str(caught.value).startswith("draft (en)")
    assert caught.value.remedy.endswith(".")
    assert "\n" not in str(caught.value)


def test_requests_are_counted(draft: Draft) -> None:
    [walkthrough] = draft.walkthroughs(
        "```bash\nx\n```\n\nSends `GET /v1/models` ×2 and `POST /v1/messages` with `x-api-key`, "
        "then `GET /health` without a key.\n{ .sends }\n"
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
