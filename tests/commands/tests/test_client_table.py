"""Every cell of the table of clients follows from a run."""

import pytest

from tests.commands import client_table
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.visit import Result


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("curl -s https://api.tokenfor.me/v1/models\n", "no block installs the client from a registry"),
        ("curl -fsSL https://example.com/install.sh | sh\n", "no block installs the client from a registry"),
        ("pip install openai\n", "no block has a base URL of api.tokenfor.me"),
    ],
)
def test_a_cell_that_nothing_fills_is_named(draft: Draft, block: str, message: str) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", block))
    with pytest.raises(PageError, match=rf"draft \(en\) #draft: {message}.*\. .+"):
        client_table.row(walkthrough, Result())
