"""One request on its way through the mock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from tests.gateway.keys import Key
from tests.gateway.records import Answer, Request, Session, mask_header, mask_query, mask_text, masked

if TYPE_CHECKING:
    from tests.gateway.endpoint import Endpoint

# A fixed clock keeps the answers on pages stable; +08:00, as a server sends it.
NOW = datetime(2026, 6, 15, 12, 0, tzinfo=timezone(timedelta(hours=8)))

JSONObject = dict[str, Any]


class Door(Enum):
    """Where a request comes in: each looks for a key in an order, and has a form of refusal."""

    V1 = "/v1, and the paths without a version"
    USAGE = "GET /v1/usage, which keys that cannot pay may still read"
    V1BETA = "/v1beta"


@dataclass(frozen=True)
class Switches:
    """How the mock behaves where the service is not known, or has changed. Raises ValueError.

    root_fallback: what a path outside the API gets: the console's page with status 200, or 404 (2.1).
    max_body: the largest request body, in bytes (2.1).
    dialect: "old" is the service as of 2026-06-06 (2.16).
    real_time: what the gateway waits for takes its time; else a session's clock moves on instead (2.15).
    plays: the host of each provider that the mock answers for besides, with the provider's name. There the
    key is `recording.own_key`, and none of the gateway's (2.15).
    """

    root_fallback: Literal["html", "404"] = "html"
    max_body: int = 268_435_456
    dialect: Literal["newest", "old"] = "newest"
    real_time: bool = False
    plays: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root_fallback not in ("html", "404"):
            raise ValueError(f"root_fallback is 'html' or '404', not {self.root_fallback!r}")
        if self.dialect not in ("newest", "old"):
            raise ValueError(f"dialect is 'newest' or 'old', not {self.dialect!r}")
        # An option of the command line, which no type checker has seen.
        if type(self.max_body) is not int or self.max_body < 1:
            raise ValueError(f"max_body is a number of bytes above 0, not {self.max_body!r}")

    @property
    def old(self) -> bool:
        """Whether the dialect is the old one."""
        return self.dialect == "old"


@dataclass
class Notes:
    """What the session is to remember of a request beside its head, noted as the mock learns it.

    `body` is None where the mock answers without reading one. Of what reached the provider, `sent` is None
    if nothing did, `lost` names the fields that did not, and `instructed` is false where the gateway put a
    prompt of its own in. `error` is the type or code sent, in a stream too.
    """

    credential: str | None = None
    body: Any = None
    sent: Any = None
    lost: tuple[str, ...] = ()
    instructed: bool = True
    model: str | None = None
    stream: bool = False
    error: str | None = None


class Exchange:
    """A request's head, its session, and the notes on it."""

    def __init__(self, scope: Scope, session: Session, switches: Switches) -> None:
        self.session = session
        self.switches = switches
        self.number = session.arrive()
        self.at = session.clock.now()
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: str = scope["query_string"].decode("latin-1")
        self.parameters = dict(parse_qsl(self.query, keep_blank_values=True))
        self.headers = Headers(scope=scope)
        self.host = self.headers.get("host", "").partition(":")[0].lower()
        self.notes = Notes()

    @property
    def created(self) -> int:
        """The time of this request in Unix seconds: one second after the one before it."""
        return int(NOW.timestamp()) + self.number

    def id(self, prefix: str) -> str:
        """Return an id for this request's answer."""
        return f"{prefix}{self.number:024d}"

    def unexpected(self, why: str) -> None:
        """Note that the mock has no specified answer to this request, or that no provider would accept it."""
        self.session.unexpected.append(mask_text(f"{self.method} {self.path}: {why}"))

    def carriers(self) -> tuple[str, ...]:
        """Return the places in which the client put a credential, as a page names them."""
        found = []
        if authorization := self.headers.get("authorization"):
            bearer = authorization.partition(" ")[0].lower() == "bearer"
            found.append("Authorization: Bearer" if bearer else "Authorization")
        found += [name for name in ("x-api-key", "x-goog-api-key") if self.headers.get(name)]
        found += [f"?{name}=" for name in ("key", "api_key") if self.parameters.get(name)]
        return tuple(found)

    def record(self, status: int, answer: Answer | None = None) -> Request:
        """Hand the session what it is to remember, and return it."""
        notes = self.notes
        request = Request(
            method=self.method,
            path=mask_text(self.path),
            query=mask_query(self.query),
            host=mask_text(self.host),
            auth=self.carriers(),
            key=None if notes.credential is None else masked(notes.credential),
            headers={name: mask_header(name, value) for name, value in self.headers.items()},
            body=notes.body,
            sent=notes.sent,
            lost=notes.lost,
            instructed=notes.instructed,
            model=notes.model,
            stream=notes.stream,
            status=status,
            error=notes.error,
            at=self.at,
            answer=answer or Answer(),
        )
        self.session.record(self.number, request)
        return request


@dataclass(frozen=True)
class Call:
    """A request that an endpoint has read; `body` is parsed JSON, None if Google got none."""

    endpoint: "Endpoint"
    exchange: Exchange
    key: Key
    body: Any
    model: str
    stream: bool

    @property
    def provider(self) -> str:
        """The provider of the key."""
        return self.key.provider

    @property
    def converted(self) -> bool:
        """Whether the endpoint is another provider's than the key's, so that the gateway translates."""
        return self.endpoint.converts(self.key.provider)
