"""Write what was recorded as an OpenAPI 3.1 document: <https://spec.openapis.org/oas/v3.1.0>.

`x-tokenforme` of an operation has what the page tells in its own words: which keys it answers, what carries a
key, and what becomes of its path without `/v1` and with it twice.
"""

import json
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

import yaml
from genson import SchemaBuilder  # type: ignore[import-untyped]

from tests.commands.openapi.operations import Body, Operation
from tests.commands.openapi.record import JSON, YES, Example, Record
from tests.gateway.tests.recordings import recordings
from tests.site.facts import ROOT, facts

JSONObject = dict[str, Any]
PATH = ROOT / "overrides" / "openapi.json"
NAMES = ROOT / "overrides" / "endpoints.yml"
SCHEMES: dict[str, JSONObject] = {
    "Authorization": {"type": "http", "scheme": "bearer"},
    "x-api-key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
    "x-goog-api-key": {"type": "apiKey", "in": "header", "name": "x-goog-api-key"},
    "?key=": {"type": "apiKey", "in": "query", "name": "key"},
}
# OpenAPI wants names of letters.
SCHEME_NAMES = {
    "Authorization": "bearer",
    "x-api-key": "xApiKey",
    "x-goog-api-key": "xGoogApiKey",
    "?key=": "queryKey",
}
DESCRIPTION = (
    "The API of tokenfor.me as its tests know it: every operation was asked, and every example was answered, "
    "by a mock that is held against recordings of the real gateway. The schemas of bodies are made of these "
    "requests, those of answers of the recordings, where there are any; they forbid nothing else. One key "
    "belongs to one provider and one group."
)


def names() -> dict[str, dict[str, str]]:
    """Return overrides/endpoints.yml: what each operation is called and does, by its id and language."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return loaded


def known() -> JSONObject:
    """Return the document as it was written last."""
    loaded: JSONObject = json.loads(PATH.read_text(encoding="utf-8"))
    return loaded


def document(records: Iterable[Record]) -> JSONObject:
    """Return the document."""
    paths: dict[str, JSONObject] = {}
    told = names()
    measured = yaml.safe_load((ROOT / "overrides" / "fields.yml").read_text(encoding="utf-8"))["measured"]
    for record in records:
        for number, path in enumerate((record.operation.path, *record.operation.aliases)):
            method = record.operation.method.lower()
            paths.setdefault(path, {})[method] = _operation(record, told[record.operation.id], number)
    return {
        "openapi": "3.1.0",
        "info": {"title": "tokenfor.me", "version": str(measured), "description": DESCRIPTION},
        "servers": [{"url": site["api"], "description": site["name"]} for site in facts()["sites"]],
        "tags": [{"name": one["name"]} for one in facts()["providers"].values()] + [{"name": "All keys"}],
        "paths": paths,
        "components": {"securitySchemes": {SCHEME_NAMES[name]: scheme for name, scheme in SCHEMES.items()}},
    }


def _operation(record: Record, told: dict[str, str], number: int) -> JSONObject:
    operation = record.operation
    found: JSONObject = {
        "operationId": operation.id + (f"-{number + 1}" if number else ""),
        "summary": told["name"],
        "description": told["en"],
        "tags": [_tag(record)],
        "security": [{SCHEME_NAMES[carrier]: []} for carrier in record.carriers],
    }
    if "{model}" in operation.path:
        found["parameters"] = [
            {"name": "model", "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    if any(operation.bodies.values()):
        found["requestBody"] = _request(record)
    found["responses"] = dict(_responses(record))
    found["x-tokenforme"] = {
        "id": operation.id,
        "keys": record.verdicts,
        "carriers": record.carriers,
        "variants": record.variants,
        "aliases": list(operation.aliases),
        "images": bool(operation.keys),
    }
    return found


def _tag(record: Record) -> str:
    if all(verdict == YES for verdict in record.verdicts.values()):
        return "All keys"
    name: str = facts()["providers"][record.operation.own]["name"]
    return name


def _request(record: Record) -> JSONObject:
    good = [example for example in record.examples if example.status == HTTPStatus.OK] or record.examples[:1]
    told = [example for example in good if not example.name.startswith("more ")]
    return {
        "required": True,
        "content": {
            JSON: {
                "schema": _body_schema(record, good),
                "examples": {_id(example): {"value": example.body} for example in told},
            }
        },
    }


def _body_schema(record: Record, good: list[Example]) -> JSONObject:
    """Return the schema of the good bodies; what they all have is not yet what each must have."""
    found = schema(example.body for example in good if example.body is not None)
    found.pop("required", None)
    return found | ({"required": sorted(record.required)} if record.required else {})


def _recorded(operation: Operation, status: int) -> list[Any]:
    """Return what the real gateway was recorded to answer, as JSON, in any state of a key."""
    path = re.compile(re.escape(operation.path).replace(r"\{model\}", "[^/:]+"))
    return [
        body
        for recording in recordings()
        if recording.request["method"] == operation.method
        and recording.answer["status"] == status
        and path.fullmatch(recording.request["path"].partition("?")[0])
        and recording.answer.get("headers", {}).get("content-type", "").startswith(JSON)
        for body in [_json(recording.answer.get("body", ""))]
        if body is not None
    ]


def _json(text: Any) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        # The body is not in the recording.
        return None


def _responses(record: Record) -> Iterator[tuple[str, JSONObject]]:
    statuses = sorted({example.status for example in record.examples})
    for status in statuses:
        examples = [example for example in record.examples if example.status == status]
        found: JSONObject = {"description": HTTPStatus(status).phrase}
        if any(example.headers for example in examples):
            found["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        content = {
            type_: _content(
                type_,
                [example for example in examples if example.type == type_],
                _recorded(record.operation, status),
                is_good=status == HTTPStatus.OK,
            )
            for type_ in dict.fromkeys(example.type for example in examples)
            if type_
        }
        yield str(status), found | ({"content": content} if content else {})


def _content(type_: str, examples: list[Example], known: list[Any], *, is_good: bool) -> JSONObject:
    """Return what an answer has.

    A good one has the schema of the real gateway's answers, where there are any: what each of ours has, not
    each of those need have. Of the refusals not every form was recorded at every endpoint.
    """
    ours = [example.answer for example in examples]
    told = [example for example in examples if not example.name.startswith("more ")]
    return {
        "schema": schema((known or ours) if is_good else known + ours)
        if type_ == JSON
        else {"type": "string"},
        "examples": {_id(example): {"value": example.answer} for example in told},
    }


def schema(values: Iterable[Body | Any]) -> JSONObject:
    """Return the schema of some values: their names and types, required what each of them has."""
    builder = SchemaBuilder(schema_uri=None)
    for value in values:
        builder.add_object(value)
    found: JSONObject = builder.to_schema()
    return found


def _id(example: Example) -> str:
    """Return the example's name as OpenAPI allows it: letters, digits and hyphens."""
    return example.name.replace(" ", "-")


def write(found: JSONObject) -> None:
    """Write the document."""
    PATH.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def operations(found: JSONObject) -> Iterator[tuple[str, str, JSONObject]]:
    """Yield the operations of a document, each with its method and path."""
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation
