"""What the reader needs of a gateway: the network that leads to it, and a record of what was asked for.

`tests.gateway` is one; the reader does not import it.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Answered(Protocol):
    """What came back."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, names in lower case."""

    @property
    def text(self) -> str:
        """The body, keys masked."""


class Recorded(Protocol):
    """One request that was answered; tests/gateway/records.py says what each attribute holds."""

    @property
    def method(self) -> str:
        """The HTTP method."""

    @property
    def line(self) -> str:
        """Method, path and query."""

    @property
    def auth(self) -> tuple[str, ...]:
        """The carriers of a key that were present."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, credentials masked."""

    @property
    def host(self) -> str:
        """The API host."""

    @property
    def body(self) -> Any:
        """The parsed body."""

    @property
    def lost(self) -> tuple[str, ...]:
        """The fields that the gateway does not hand on."""

    @property
    def instructed(self) -> bool:
        """Whether the gateway did not put in `instructions` of its own."""

    @property
    def model(self) -> str | None:
        """The model that was asked."""

    @property
    def status(self) -> int:
        """The status of the answer."""

    @property
    def answer(self) -> Answered:
        """The answer."""


class Recorder(Protocol):
    """One walkthrough as the gateway sees it.

    `env` are the variables that lead any client to the gateway; `requests` are in order of arrival; `refused`
    is "host:port" of everything else that was asked for; `unexpected` says what no gateway would answer.
    """

    @property
    def env(self) -> Mapping[str, str]:
        """The variables."""

    @property
    def requests(self) -> Sequence[Recorded]:
        """What was asked for, in order of arrival."""

    @property
    def refused(self) -> Sequence[str]:
        """The other hosts."""

    @property
    def unexpected(self) -> Sequence[str]:
        """What has no specified answer."""


class Gateway(Protocol):
    """Records each walkthrough in its own session."""

    def session(self, name: str) -> AbstractContextManager[Recorder]:
        """Open a session; its name is for people."""
