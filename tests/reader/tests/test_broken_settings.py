"""A setting that older instructions show, or that people get wrong, makes a client's own test red."""

import pytest

from tests.commands import client_table
from tests.gateway import Gateway
from tests.reader.clients import is_set_up
from tests.reader.errors import PageError
from tests.reader.pages import Site
from tests.reader.visit import Reader
from tests.reader.walkthroughs import Walkthrough

# Codex would repeat such a request for 25 seconds.
NO_RETRIES = {
    'wire_api = "responses"': 'wire_api = "responses"\nrequest_max_retries = 0\nstream_max_retries = 0'
}


def set_up(site: Site, client: str) -> Walkthrough:
    """Return the first walkthrough that connects a client."""
    set_ups = filter(is_set_up, site.walkthroughs())
    return next(walkthrough for walkthrough in set_ups if walkthrough.page == f"api-keys/{client}")


@pytest.mark.parametrize(
    ("client", "words", "message"),
    [
        pytest.param(
            "codex",
            {'wire_api = "responses"': 'wire_api = "chat"'},
            "is no longer supported",
            id="codex: an old protocol",
        ),
        pytest.param(
            "codex",
            {"https://api.tokenfor.me/v1": "https://api.tokenfor.me"},
            "but it sent POST /responses (Authorization: Bearer)",
            id="codex: a base URL without /v1",
        ),
        pytest.param(
            "codex",
            {"sk-your-openai-key": "sk-your-gemini-key", **NO_RETRIES},
            "POST /v1/responses",
            id="codex: another provider's key",
        ),
        pytest.param(
            "claude-code",
            {"ANTHROPIC_BASE_URL": "CLAUDE_API_BASE", "ANTHROPIC_AUTH_TOKEN": "CLAUDE_API_KEY"},
            "Not logged in",
            id="claude-code: misspelt variables",
        ),
        pytest.param(
            "gemini-cli",
            {"BASE_URL=https://api.tokenfor.me": "BASE_URL=https://api.tokenfor.me/v1beta"},
            "/v1beta/v1beta/models",
            id="gemini-cli: a base URL with /v1beta",
        ),
    ],
)
def test_a_wrong_setting_goes_red(
    site: Site, gateway: Gateway, client: str, words: dict[str, str], message: str
) -> None:
    walkthrough = set_up(site, client)
    with pytest.raises(PageError) as caught:
        Reader(gateway).run(walkthrough, walkthrough.varied(words))
    assert caught.value.place.source.startswith(f"snippets/{client}/prompt.sh")
    assert caught.value.place.heading == "set-up"
    assert message in str(caught.value)


WRONG_CELLS = {
    "suffix": "",
    "auth": "x-api-key",
    "version": "0.1.0",
    "requests": ["POST /v1/chat/completions"],
    "files": [],
}


def test_a_wrong_cell_is_not_what_was_recorded(site: Site, gateway: Gateway) -> None:
    walkthrough = set_up(site, "codex")
    row = client_table.row(walkthrough, Reader(gateway).run(walkthrough))
    assert row in client_table.known()
    for cell, value in WRONG_CELLS.items():
        assert row | {cell: value} not in client_table.known()
