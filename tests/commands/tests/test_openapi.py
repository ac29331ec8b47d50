"""The OpenAPI file and the collection say what the mock answers in this run, and others' tools take them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route

from tests.commands.openapi import collection, document
from tests.commands.openapi.record import record
from tests.gateway import Gateway
from tests.gateway.app import routes
from tests.gateway.endpoints import GOOGLE_ACTIONS
from tests.gateway.exchange import Switches
from tests.site.facts import ROOT, facts

NEWMAN = ROOT / ".cache" / "node" / "node_modules" / "newman" / "bin" / "newman.js"
NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin" / "node"


def test_each_operation_answers_as_the_file_says(gateway: Gateway) -> None:
    assert document.document(record(gateway)) == document.known(), "Run `make update`."


def test_the_file_has_every_endpoint_of_the_mock() -> None:
    found = {(method, path) for method, path, _ in document.operations(document.known())}
    assert found == set(served())


def served() -> Iterator[tuple[str, str]]:
    """Yield method and path of each of the mock's routes, those of Google's by their actions."""
    for route in routes(Switches()):
        assert isinstance(route, Route)
        method = next(iter(route.methods or ()))
        # With a slash at its end, Responses are the same.
        if "{path:path}" in route.path:
            yield from ((method, f"/v1beta/models/{{model}}:{action}") for action in GOOGLE_ACTIONS)
        elif not route.path.endswith("/"):
            yield method, route.path


def test_the_file_is_valid() -> None:
    assert list(OpenAPIV31SpecValidator(document.known()).iter_errors()) == []


def test_a_file_that_is_not_valid_would_be_seen() -> None:
    wrong = document.known()
    del wrong["paths"]["/v1/messages"]["post"]["responses"]["200"]["description"]
    assert list(OpenAPIV31SpecValidator(wrong).iter_errors())


def test_each_example_fits_its_schema() -> None:
    """The examples are the mock's, the schemas of good answers the real gateway's, where it was recorded."""
    checked = 0
    for _, _, operation in document.operations(document.known()):
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        for told in [*bodies, *operation["responses"].values()]:
            for content in told.get("content", {}).values():
                for example in content["examples"].values():
                    jsonschema.validate(example["value"], content["schema"])
                    checked += 1
    assert checked > 100


def test_every_operation_has_a_name_in_each_language() -> None:
    ids = {operation["x-tokenforme"]["id"] for _, _, operation in document.operations(document.known())}
    assert ids == set(document.names())
    assert all(told[name] for told in document.names().values() for name in ("name", "en", "zh"))


def test_the_collection_is_made_of_the_file() -> None:
    assert collection.collection(document.known()) == collection.known(), "Run `make update`."


def test_newman_sends_the_whole_collection(gateway: Gateway, tmp_path: Path) -> None:
    shutil.copy(collection.PATH, tmp_path / "collection.json")
    keys = {collection.variable(provider): f"sk-your-{provider}-key" for provider in facts()["providers"]}
    keys[collection.IMAGES] = "sk-your-images-key"
    with gateway.session("collection") as session:
        told = sent(tmp_path, session.env, keys)
        requests = [f"{request.method} {request.path}" for request in session.requests]
        assert not session.refused
        assert not session.unexpected
    assert told["stats"]["assertions"]["failed"] == 0, told["failures"]
    assert told["stats"]["assertions"]["total"] == len(requests)
    assert requests == [
        f"{item['request']['method']} {item['request']['url'].removeprefix('{{base_url}}')}"
        for folder in collection.known()["item"]
        for item in folder["item"]
    ]


def sent(folder: Path, env: dict[str, str], keys: dict[str, str]) -> dict[str, Any]:
    """Run the collection, and return newman's own report of it."""
    variables = [word for name, key in keys.items() for word in ("--env-var", f"{name}={key}")]
    command = [
        str(NODE),
        str(NEWMAN),
        "run",
        "collection.json",
        "--ssl-extra-ca-certs",
        env["SSL_CERT_FILE"],
        *variables,
    ]
    reports = ["--reporters", "json", "--reporter-json-export", "report.json"]
    subprocess.run(
        [*command, *reports], cwd=folder, env=os.environ | env, check=False, capture_output=True, timeout=100
    )
    told: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))["run"]
    return told


@pytest.mark.parametrize("value", [{"a": 1}, {"a": "x", "b": None}])
def test_a_schema_is_of_all_values(value: dict[str, Any]) -> None:
    found = document.schema([{"a": 1}, {"a": "x", "b": None}])
    jsonschema.validate(value, found)
    assert found["required"] == ["a"]
