"""What a block sends: what the page says below it, against what the mock gateway recorded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.reader.blocks import Claim
from tests.reader.errors import PageError
from tests.reader.recorder import Recorded

REQUEST_LINE = re.compile(r"[A-Z]+ /\S*")
TIMES = re.compile(r"\s*×\s*(\d+)")
CARRIERS = ("Authorization: Bearer", "x-api-key", "x-goog-api-key", "?key=")
NO_KEY = "no key"


@dataclass(frozen=True)
class Sent:
    """One request, as a page writes it: `POST /v1/messages` and how the key travels."""

    line: str
    auth: str

    def __str__(self) -> str:
        return f"{self.line} ({self.auth})"


def claimed(claims: Iterable[Claim]) -> list[Sent]:
    """Return the requests that claims such as `POST /v1/messages` ×2 with `x-api-key` name.

    One without a carrier, `GET /health` without a key, is sent with none.

    Raises PageError for code that is neither a request line nor a carrier.
    """
    sent: list[Sent] = []
    for claim in claims:
        lines: list[str] = []
        for code, after in claim.pieces:
            if REQUEST_LINE.fullmatch(code):
                times = TIMES.match(after)
                lines += [code] * (int(times[1]) if times else 1)
            elif lines and all(part in CARRIERS for part in code.split(" + ")):
                sent += [Sent(line, code) for line in lines]
                lines = []
            else:
                raise PageError(
                    claim.place,
                    f"the line on what is sent says `{code}`, "
                    "which is no request line followed by a carrier.",
                    f"Write `POST /v1/messages` and then one of {', '.join(CARRIERS)}, or none for no key.",
                )
        # No carrier: each language says in its own words that there is no key.
        sent += [Sent(line, NO_KEY) for line in lines]
    return sent


def recorded(requests: Iterable[Recorded]) -> list[Sent]:
    """Return recorded requests as a page writes them."""
    return [Sent(request.line, " + ".join(request.auth) or NO_KEY) for request in requests]
