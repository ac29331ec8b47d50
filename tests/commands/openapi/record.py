"""Ask every operation, and return what was answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.commands.capabilities.table import said
from tests.commands.openapi.operations import OPERATIONS, Body, Operation
from tests.gateway import Gateway, Session
from tests.gateway.tests.testing import client

YES, PAGE = "yes", "page"
JSON = "application/json"
NO_BODY = "no body"
CARRIERS = {
    "Authorization": "Bearer {key}",
    "x-api-key": "{key}",
    "x-goog-api-key": "{key}",
}
# Keys that are refused, by the name of the example: {own} is the provider, empty for OpenAI.
REFUSED = {
    "wrong key": "sk-your-{own}deleted-key",
    "empty wallet": "sk-your-{own}empty-wallet-key",
    "rate limit": "sk-your-{own}rpm-limit-key",
    "no account": "sk-your-{own}no-accounts-key",
}


@dataclass(frozen=True)
class Example:
    """One request and its answer; `answer` is JSON where the gateway says so, else text."""

    name: str
    provider: str
    body: Body | None
    status: int
    type: str
    answer: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What was answered to all that was asked of an operation.

    verdicts: by provider, "yes" or status and message. required: the names without which a body that is
    good is refused. carriers: the headers, and `?key=`, that carry a key.
    variants: what the path does without its `/v1` or `/v1beta`, and with it twice: "yes", "page" for a page
    of the console, or status and message.
    """

    operation: Operation
    examples: list[Example]
    verdicts: dict[str, str]
    required: list[str]
    carriers: list[str]
    variants: dict[str, str]


def record(gateway: Gateway) -> list[Record]:
    """Ask all operations."""
    return [_record(gateway, operation) for operation in OPERATIONS]


@dataclass(frozen=True)
class _Question:
    """What is asked for one example."""

    name: str
    provider: str
    key: str
    body: Body | None
    query: str = ""


def _record(gateway: Gateway, operation: Operation) -> Record:
    own = operation.own
    named = "with no key" if operation.is_open else "{} key"
    examples = [
        _example(gateway, operation, question)
        for provider, asked in operation.bodies.items()
        for question in [_Question(named.format(provider), provider, operation.key(provider), asked)]
    ]
    verdicts = {example.provider: _verdict(example) for example in examples}
    works = verdicts[own] == YES
    questions = [*(_more(operation) if works else []), *_refused(operation)]
    found = [_example(gateway, operation, question) for question in questions]
    # A key that cannot pay may ask for some things all the same.
    examples += [one for one in found if one.status != httpx.codes.OK or one.name not in {*REFUSED, NO_BODY}]
    return Record(
        operation,
        examples,
        verdicts,
        _required(gateway, operation) if works else [],
        _carriers(gateway, operation),
        _variants(gateway, operation),
    )


def _more(operation: Operation) -> Iterator[_Question]:
    own = operation.own
    for number, asked in enumerate(operation.more, 1):
        yield _Question(f"more {number}", own, operation.key(own), asked)
    if operation.stream:
        asked, query = operation.stream
        yield _Question("stream", own, operation.key(own), asked, query)


def _refused(operation: Operation) -> Iterator[_Question]:
    if operation.is_open:
        return
    own, asked = operation.own, operation.bodies[operation.own]
    for name, key in REFUSED.items():
        yield _Question(name, own, key.format(own="" if own == "openai" else f"{own}-"), asked)
    if asked is not None:
        yield _Question(NO_BODY, own, operation.key(own), {})


def _required(gateway: Gateway, operation: Operation) -> list[str]:
    own = operation.own
    asked = operation.bodies[own] or {}
    found = []
    for name in asked:
        rest = {other: value for other, value in asked.items() if other != name}
        with gateway.session("openapi") as session:
            answer = _ask(session, operation, operation.address(own), rest)
        if answer.status_code != httpx.codes.OK:
            found.append(name)
    return found


def _example(gateway: Gateway, operation: Operation, question: _Question) -> Example:
    address = operation.address(question.provider) + question.query
    with gateway.session("openapi") as session:
        answer = _ask(session, operation, address, question.body, question.key)
    type_ = answer.headers.get("content-type", "").partition(";")[0]
    told = answer.json() if type_ == JSON else answer.text
    headers = {"Retry-After": value} if (value := answer.headers.get("retry-after")) else {}
    return Example(question.name, question.provider, question.body, answer.status_code, type_, told, headers)


def _ask(
    session: Session, operation: Operation, address: str, asked: Body | None, key: str = ""
) -> httpx.Response:
    """Ask with a key, or else with the one of the operation's own provider."""
    key = key or operation.key(operation.own)
    with client(session, None if operation.is_open else key) as http:
        return http.request(operation.method, address, json=asked)


def _verdict(example: Example) -> str:
    if example.status == httpx.codes.OK:
        return YES
    return said(
        httpx.Response(example.status, json=example.answer)
        if example.type == JSON
        else httpx.Response(example.status, text=example.answer)
    )


def _carriers(gateway: Gateway, operation: Operation) -> list[str]:
    """Return what carries a key: an answer that a wrong key gets otherwise."""
    if operation.is_open:
        return []
    own = operation.own
    found = []
    for name, query in [*((name, "") for name in CARRIERS), ("?key=", f"?key={operation.key(own)}")]:
        headers = {name: CARRIERS[name].format(key=operation.key(own))} if name in CARRIERS else {}
        with gateway.session("openapi") as session, client(session) as http:
            address = operation.address(own) + query
            answer = http.request(
                operation.method, address, headers=headers, json=operation.bodies[operation.own]
            )
        if answer.status_code not in (httpx.codes.UNAUTHORIZED, httpx.codes.BAD_REQUEST):
            found.append(name)
    return found


def _variants(gateway: Gateway, operation: Operation) -> dict[str, str]:
    prefix = next((one for one in ("/v1beta", "/v1") if operation.path.startswith(f"{one}/")), "")
    if not prefix:
        return {}
    address = operation.address(operation.own)
    found = {}
    for name, path in {"without": address.removeprefix(prefix), "twice": prefix + address}.items():
        with gateway.session("openapi") as session:
            answer = _ask(session, operation, path, operation.bodies[operation.own])
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        found[name] = PAGE if is_page else YES if answer.status_code == httpx.codes.OK else said(answer)
    return found
