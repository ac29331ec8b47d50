"""One request on its way through the mock."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Literal
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from tests.gateway.faults import Form
from tests.gateway.records import Request, Session, mask_header, mask_query, mask_text, masked

# The mock's clock stands still, so that an answer shown on a page stays the same. The offset is a server's, not UTC.
NOW = datetime(2026, 6, 15, 12, 0, tzinfo=timezone(timedelta(hours=8)))


@dataclass(frozen=True)
class Switches:
    """How the mock behaves where the service is not known, or has changed.

    root_fallback: what a path outside the API gets: the console's page with status 200, or 404 (gateway.md 2.1).
    max_body: the largest request body, in bytes (2.1).
    dialect: "old" is the service as of 2026-06-06 (2.16).
    """

    root_fallback: Literal["html", "404"] = "html"
    max_body: int = 268_435_456
    dialect: Literal["newest", "old"] = "newest"

    def __post_init__(self) -> None:
        if self.root_fallback not in ("html", "404"):
            raise ValueError(f"root_fallback is 'html' or '404', not {self.root_fallback!r}")
        if self.dialect not in ("newest", "old"):
            raise ValueError(f"dialect is 'newest' or 'old', not {self.dialect!r}")
        if not isinstance(self.max_body, int) or self.max_body < 1:
            raise ValueError(f"max_body is a number of bytes above 0, not {self.max_body!r}")

    @property
    def old(self) -> bool:
        return self.dialect == "old"


class Exchange:
    """What the handlers have learnt about a request so far, and what the session is to remember of it."""

    def __init__(self, scope: Scope, session: Session, switches: Switches):
        self.session = session
        self.switches = switches
        self.number = session.arrive()
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: str = scope["query_string"].decode("latin-1")
        self.parameters = dict(parse_qsl(self.query, keep_blank_values=True))
        self.headers = Headers(scope=scope)
        self.host = self.headers.get("host", "").partition(":")[0].lower()
        self.credential: str | None = None
        # The form of a refusal from here on; None until a route of the API has the request.
        self.form: Form | None = None
        self.body: Any = None
        self.model: str | None = None
        self.stream = False
        self.error: str | None = None

    @property
    def created(self) -> int:
        """The time of this request in Unix seconds: one second after the one before it."""
        return int(NOW.timestamp()) + self.number

    def id(self, prefix: str) -> str:
        """Name this request's answer."""
        return f"{prefix}{self.number:024d}"

    def unexpected(self, why: str) -> None:
        """Note that the mock has no specified answer to this request, or that no provider would accept it."""
        self.session.unexpected.append(mask_text(f"{self.method} {self.path}: {why}"))

    def carriers(self) -> tuple[str, ...]:
        """Name the places in which the client put a credential, as a page shows them."""
        found = []
        if authorization := self.headers.get("authorization"):
            bearer = authorization.partition(" ")[0].lower() == "bearer"
            found.append("Authorization: Bearer" if bearer else "Authorization")
        found += [name for name in ("x-api-key", "x-goog-api-key") if self.headers.get(name)]
        found += [f"?{name}=" for name in ("key", "api_key") if self.parameters.get(name)]
        return tuple(found)

    def record(self, status: int) -> Request:
        """Hand the session what it is to remember."""
        request = Request(
            method=self.method,
            path=mask_text(self.path),
            query=mask_query(self.query),
            host=mask_text(self.host),
            auth=self.carriers(),
            key=None if self.credential is None else masked(self.credential),
            headers={name: mask_header(name, value) for name, value in self.headers.items()},
            body=self.body,
            model=self.model,
            stream=self.stream,
            status=status,
            error=self.error,
        )
        self.session.record(self.number, request)
        return request
