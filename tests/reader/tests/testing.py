"""Helpers of the tests of the reader."""

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.visit import Reader, Result

# A block that asks for the list of models, and the lines that say what a block sends.
LIST = 'curl -s https://api.tokenfor.me/v1/models -H "Authorization: Bearer sk-your-openai-key"\n'
MODELS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"
CHAT = "Sends `POST /v1/chat/completions` with `Authorization: Bearer`.\n{ .sends }\n"


def run(draft: Draft, gateway: Gateway, text: str, timeout: float = 60) -> Result:
    """Do what a page with one walkthrough says."""
    [walkthrough] = draft.walkthroughs(text)
    return Reader(gateway, timeout, draft.snippets).run(walkthrough)


def error_of(draft: Draft, gateway: Gateway, text: str, timeout: float = 60) -> PageError:
    """Do what a page with one walkthrough says, and return how it is wrong."""
    with pytest.raises(PageError) as caught:
        run(draft, gateway, text, timeout)
    return caught.value
