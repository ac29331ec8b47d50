"""What the reader needs of a gateway: the network that leads a client to it, and a record of what the client asked for.

`tests.gateway` is one; the reader does not import it.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Recorded(Protocol):
    """One request that was answered; tests/gateway/records.py says what each attribute holds."""

    @property
    def method(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def auth(self) -> tuple[str, ...]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def host(self) -> str: ...
    @property
    def body(self) -> Any: ...
    @property
    def model(self) -> str | None: ...
    @property
    def status(self) -> int: ...


class Recorder(Protocol):
    """One walkthrough as the gateway sees it.

    `env` are the variables that lead any client to the gateway; `requests` are in order of arrival; `refused` is
    "host:port" of everything else that was asked for; `unexpected` says what no gateway would answer.
    """

    @property
    def env(self) -> Mapping[str, str]: ...
    @property
    def requests(self) -> Sequence[Recorded]: ...
    @property
    def refused(self) -> Sequence[str]: ...
    @property
    def unexpected(self) -> Sequence[str]: ...


class Gateway(Protocol):
    """Records each walkthrough in a session of its own."""

    def session(self, name: str) -> AbstractContextManager[Recorder]: ...
