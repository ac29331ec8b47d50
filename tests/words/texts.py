"""Where a text of the error index was seen: in an answer, in an output, or in the package that prints it.

What clients print is recorded from the clients; of what the gateway says, only the recorded answers are the
gateway's own. The mock's specification is weaker: it says what it has from reading.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from overrides.hooks import error_index
from tests.words import corpora, packages
from tests.words.evidence import parts


def answered(text: str, statuses: Iterable[int]) -> bool:
    """Check whether the gateway was recorded to answer with a text, and with one of these statuses."""
    wanted, found = set(statuses), parts(text)
    return any(
        all(part in one.answer for part in found)
        for one in corpora.exchanges()
        if not wanted or one.status in wanted
    )


def printed(text: str) -> bool:
    """Check whether a page shows it as an output, or a client was recorded to print it."""
    found = ["".join(part.split()) for part in parts(text)]
    return any(all(part in one for part in found) for _, one in corpora.squeezed())


def specified(text: str) -> bool:
    """Check whether the mock's specification has a text, which its tests hold the mock to."""
    return all(part in corpora.specification() for part in parts(text))


def packaged(text: str, client: str) -> bool:
    """Check whether the package of a client has a text; without a client, any that programs are made of."""
    rows = corpora.clients().get(client)
    page = f"api-keys/{rows[0]['page']}" if rows else ""
    return all(packages.has(part, page) for part in parts(text))


def unproven(sections: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of what nothing shows; texts that name their source are not asked for."""
    for entries in sections.values():
        for entry in entries:
            if "source" in entry:
                continue
            for text in entry.get("texts", ()):
                seen = answered(text, entry.get("status", ())) or printed(text) or specified(text)
                if not (seen or packaged(text, error_index.client(entry))):
                    yield entry["id"], text
