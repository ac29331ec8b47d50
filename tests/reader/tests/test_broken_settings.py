"""What older instructions show, and what people get wrong, turns a client's own test red, and says why."""

import pytest

from tests.commands import client_table
from tests.gateway import Gateway
from tests.reader.clients import is_set_up
from tests.reader.errors import PageError
from tests.reader.pages import Site
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Walkthrough

# Codex repeats such a request for 25 seconds before it says what came of it.
NO_RETRIES = {
    'wire_api = "responses"': 'wire_api = "responses"\nrequest_max_retries = 0\nstream_max_retries = 0'
}


def set_up(site: Site, page: str) -> Walkthrough:
    return next(
        found for found in site.walkthroughs() if found.page == f"api-keys/{page}" and is_set_up(found)
    )


@pytest.mark.parametrize(
    ("client", "words", "place", "message"),
    [
        (
            "codex",
            {'wire_api = "responses"': 'wire_api = "chat"'},
            "snippets/codex/prompt.sh",
            "is no longer supported",
        ),
        (
            "codex",
            {"https://api.tokenfor.me/v1": "https://api.tokenfor.me"},
            "snippets/codex/prompt.sh",
            "but it sent POST /responses (Authorization: Bearer)",
        ),
        (
            "codex",
            {"sk-your-openai-key": "sk-your-gemini-key", **NO_RETRIES},
            "snippets/codex/prompt.sh",
            "POST /v1/responses",
        ),
        (
            "claude-code",
            {"ANTHROPIC_BASE_URL": "CLAUDE_API_BASE", "ANTHROPIC_AUTH_TOKEN": "CLAUDE_API_KEY"},
            "snippets/claude-code/prompt.sh",
            "Not logged in",
        ),
        (
            "gemini-cli",
            {"BASE_URL=https://api.tokenfor.me": "BASE_URL=https://api.tokenfor.me/v1beta"},
            "snippets/gemini-cli/prompt.sh",
            "/v1beta/v1beta/models",
        ),
    ],
)
def test_a_wrong_setting_goes_red(
    site: Site, gateway: Gateway, client: str, words: dict[str, str], place: str, message: str
) -> None:
    walkthrough = set_up(site, client)
    with pytest.raises(PageError) as caught:
        Reader(gateway).run(walkthrough, walkthrough.varied(words))
    assert caught.value.place.source.startswith(place)
    assert caught.value.place.heading == "set-up"
    assert message in str(caught.value)


def test_a_wrong_cell_is_not_what_was_recorded(site: Site, gateway: Gateway) -> None:
    walkthrough = set_up(site, "codex")
    row = client_table.row(walkthrough, Reader(gateway).run(walkthrough))
    assert row in client_table.known()
    for cell, other in {
        "suffix": "",
        "auth": "x-api-key",
        "version": "0.1.0",
        "requests": ["POST /v1/chat/completions"],
        "files": [],
    }.items():
        assert row | {cell: other} not in client_table.known()
