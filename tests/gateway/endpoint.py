"""What an endpoint is, and how a protocol writes an answer (2.6, 2.7)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tests.gateway.answers import Answer
from tests.gateway.body_types import BodyTypes
from tests.gateway.exchange import Call, Door, JSONObject, Switches
from tests.gateway.faults import Fault, Form
from tests.gateway.keys import Key


class Wire(Protocol):
    """How a protocol writes an answer."""

    def whole(self, call: Call, answer: Answer) -> JSONObject:
        """Write the answer in one piece."""

    def stream(self, call: Call, answer: Answer) -> Iterator[bytes]:
        """Write the answer as the frames of a stream."""

    def frames_before_words(self, call: Call) -> int:
        """Return how many frames come before the first word of a stream."""

    def interrupted(self, call: Call) -> bytes:
        """Write the end of a stream that breaks off, and note its error."""


@dataclass(frozen=True)
class Endpoint:
    """What one endpoint does differently from the others."""

    # The form of a refusal, by the key's provider.
    form: Callable[[str], Form]
    # The published types of its body.
    bodies: BodyTypes
    # The providers whose own endpoint this is; for any other the gateway converts.
    native: tuple[str, ...]
    # Below the host; empty for Google's, whose paths have a model.
    paths: tuple[str, ...] = ()
    door: Door = Door.V1
    # How an answer is written, by the key's provider; empty if no text is generated.
    wires: Mapping[str, Wire] = field(default_factory=dict)
    # What arrives at the provider, by the key's provider; a request arrives as it is if none is named (2.17).
    sends: Mapping[str, Callable[[Call], JSONObject]] = field(default_factory=dict)
    # The answer of an endpoint that generates no text: of its own, or from a count of tokens.
    direct: Callable[[Call], JSONObject] | None = None
    count: Callable[[int], JSONObject] | None = None
    # Why a key's provider may not call, before the body is read.
    closed: Callable[[Key, Switches], Fault | None] = lambda key, switches: None
    # What is refused once the body is read.
    checks: tuple[Callable[[Call], None], ...] = ()
    # Of the body, in bytes; None for that of `Switches`.
    limit: int | None = None
    # A wrong `stream` is left to the provider.
    lenient: bool = False
    # The providers whose refusals are not handed on.
    opaque: tuple[str, ...] = ()
    # For a body without a model.
    default_model: Callable[[], str] | None = None

    @property
    def counts_messages(self) -> bool:
        """Whether this is Anthropic's way of counting, which refuses in its own words."""
        return self.count is not None and "messages" in "".join(self.paths)

    def serves(self, provider: str) -> bool:
        """Check whether a key of this provider gets an answer at all."""
        return provider in self.wires or not self.wires

    def converts(self, provider: str) -> bool:
        """Check whether the gateway translates for a key of this provider."""
        return provider not in self.native
