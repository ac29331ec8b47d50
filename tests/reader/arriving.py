"""What of a block's requests does not reach the model, against what the page shows.

`tests/gateway/README.md`, 2.17, says what the gateway drops and puts in. The page that explains it may show
such a field: what it prints proves the effect.
"""

import re
from collections.abc import Iterable

from tests.reader.recorder import Recorded
from tests.reader.walkthroughs import Action, Step

# The page "What reaches the model".
EXPLAINS = "api-keys/fields"
FOLDER = "api-keys/"


def fault(step: Step, shown: str, sent: Iterable[Recorded]) -> tuple[str, str] | None:
    """Return which field of `shown`, the blocks so far, does not arrive, and what to do; None if all is well.

    A request that lacks `instructions` is a fault, too. What a client adds by itself stands in its row of the
    table of clients instead.
    """
    page = step.block.place.page
    if page == EXPLAINS:
        return None
    for request in sent:
        if named := [field for field in request.lost if _names(shown, field)]:
            what = f"it names `{named[0]}`, which does not reach the model with {request.line}."
            return what, f"Take it out, or use what docs/en/{EXPLAINS}.md names instead."
        runs_a_client = page.startswith(FOLDER) and step.action is Action.PASTE
        if not request.instructed and not runs_a_client:
            what = f"it sends {request.line} without `instructions`, so the gateway puts its own in."
            return what, "Send some."
    return None


def _names(shown: str, field: str) -> bool:
    """Check whether blocks name a field, or the type of a part of a message."""
    return re.search(rf"\b{re.escape(field.rpartition('.')[2])}\b", shown) is not None
