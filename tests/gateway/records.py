"""What a session remembers: the requests that it saw, never a whole key."""

import re
import threading
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.gateway.clock import Clock

CREDENTIAL_HEADERS = ("authorization", "x-api-key", "x-goog-api-key", "proxy-authorization", "cookie")
CREDENTIAL_PARAMETERS = ("key", "api_key")
# Wherever else a key may have been put by mistake: a path, a header of the client's own.
KEY_LIKE = re.compile(r"sk-[\w-]{6,}")

# 2.5 row 0.
INVALID_ATTEMPTS = 120
BLOCK_SECONDS = 60
# 2.11: how long an account rests after a failure.
REST_SECONDS = 60


def masked(secret: str) -> str:
    """Return the first 8 and the last 4 characters of a secret, or none if that would leave little hidden.

    The words of a placeholder are not secret, but a contributor may paste a real key into a hand-started
    mock.
    """
    return f"{secret[:8]}…{secret[-4:]}" if len(secret) >= 16 else "…"


def mask_text(text: str) -> str:
    """Mask everything in a text that looks like a key."""
    return KEY_LIKE.sub(lambda match: masked(match[0]), text)


def mask_header(name: str, value: str) -> str:
    """Mask a header's value; a credential's scheme (`Bearer`) stays."""
    if name not in CREDENTIAL_HEADERS:
        return mask_text(value)
    scheme, _, secret = value.rpartition(" ")
    return f"{scheme} {masked(secret)}".strip()


def mask_query(query: str) -> str:
    """Mask the credentials in a query string."""
    pieces = []
    for piece in query.split("&"):
        name, equals, value = piece.partition("=")
        secret = value and unquote(name) in CREDENTIAL_PARAMETERS
        pieces.append(f"{name}{equals}{masked(unquote(value))}" if secret else piece)
    return mask_text("&".join(pieces))


@dataclass
class Answer:
    """What the client got so far: the headers, and the body's bytes as they were sent, a stream's too."""

    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    @property
    def text(self) -> str:
        """The body as text, whatever looks like a key masked."""
        return mask_text(self.body.decode("utf-8", "replace"))


@dataclass(frozen=True)
class Request:
    """One request that the mock answered, every credential masked.

    `auth` holds each carrier that was present, whether it counted or not: "Authorization: Bearer",
    "x-api-key", "x-goog-api-key", "?key=" (and "Authorization", "?api_key=", which never work). `key` is the
    one that counted. `body` is None where the gateway answers without reading one (a wrong path, a refused
    key). `status` is 499 if the client went away before it was answered. `error` is the type or code sent, in
    a stream too. `at` is when it came, in seconds on the session's clock. `answer` grows until it has left.

    What reached the provider (2.17): `sent`, None if nothing did; `lost` names the fields that did not;
    `instructed` is false where the gateway put in `instructions` of its own.
    """

    method: str
    path: str
    query: str
    host: str
    auth: tuple[str, ...]
    key: str | None
    headers: Mapping[str, str]
    body: Any
    sent: Any
    lost: tuple[str, ...]
    instructed: bool
    model: str | None
    stream: bool
    status: int
    error: str | None
    at: float = field(compare=False, default=0)
    answer: Answer = field(compare=False, repr=False, default_factory=Answer)

    @property
    def line(self) -> str:
        """Method, path and query: "POST /v1/messages?beta=true"."""
        return f"{self.method} {self.path}?{self.query}" if self.query else f"{self.method} {self.path}"


class Session:
    """One walkthrough: its environment, its own proxy port and counters, and what its clients asked for.

    env: the variables that lead any client to the mock; add them to an environment without NO_PROXY.
    requests: in order of arrival. refused: "host:port" of everything else that a client asked the proxy for.
    unexpected: one line per request to which the mock has no specified answer, or that no provider would
    accept. clock: what the gateway waits on; move it to let time pass.
    """

    def __init__(self, name: str, env: dict[str, str], clock: Clock):
        self.name = name
        self.env = env
        self.clock = clock
        self.refused: list[str] = []
        self.unexpected: list[str] = []
        self._requests: dict[int, Request] = {}
        self._arrivals = 0
        self._lock = threading.Lock()
        self._generations: Counter[str] = Counter()
        self._kept: set[str] = set()
        self._rests: dict[str, float] = {}
        self._invalid: deque[float] = deque(maxlen=INVALID_ATTEMPTS + 1)

    @property
    def requests(self) -> list[Request]:
        """What was asked for so far."""
        with self._lock:
            return [request for _, request in sorted(self._requests.items())]

    def arrive(self) -> int:
        """Number the next request, from 1; ids and times in answers count with it."""
        with self._lock:
            self._arrivals += 1
            return self._arrivals

    def record(self, number: int, request: Request) -> None:
        """Remember a request, before its answer leaves: who has the answer finds the request here."""
        with self._lock:
            self._requests[number] = request

    def generation(self, key: str) -> int:
        """Count a generation request of a key, from 1 (the state `busy`)."""
        self._generations[key] += 1
        return self._generations[key]

    def kept(self, text: str) -> bool:
        """Check whether a provider's cache has a text, and keep it."""
        known = text in self._kept
        self._kept.add(text)
        return known

    def invalid_attempt(self) -> None:
        """Count a request with a key that does not exist, or with none."""
        self._invalid.append(self.clock.now())

    @property
    def blocked(self) -> bool:
        """Whether there were more invalid attempts in a minute than the gateway takes (2.5 row 0)."""
        full = len(self._invalid) > INVALID_ATTEMPTS
        return full and self.clock.now() - self._invalid[0] < BLOCK_SECONDS

    def rest(self, key: str) -> None:
        """Let the account behind a key rest."""
        self._rests[key] = self.clock.now() + REST_SECONDS

    def rests(self, key: str) -> bool:
        """Check whether the account behind a key rests."""
        return self.clock.now() < self._rests.get(key, float("-inf"))
