"""Everything that a reader can copy does what the page says."""

import pytest

from tests.gateway import Gateway
from tests.reader.errors import PageError
from tests.reader.run import run
from tests.reader.walkthroughs import Walkthrough


def test_walkthrough(walkthrough: Walkthrough, gateway: Gateway, record_property) -> None:
    try:
        run(walkthrough, gateway)
    except PageError as error:
        pytest.fail(str(error), pytrace=False)
    # What the gate counts: it compares these with the blocks of the built pages once all workers are done.
    record_property("blocks", walkthrough.keys)
