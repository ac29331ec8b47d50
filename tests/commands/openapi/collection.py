"""Write the operations as a collection that API clients import: Postman's format 2.1.0.

<https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html>; Bruno, Insomnia, Hoppscotch and
newman read it, too. It has no key: each provider's is a variable.
"""

import json
from collections.abc import Iterable
from typing import Any

from tests.commands.openapi.document import operations
from tests.commands.openapi.record import YES
from tests.site.facts import ROOT, facts

PATH = ROOT / "overrides" / "collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

JSONObject = dict[str, Any]


# A key whose group may make images.
IMAGES = "TOKENFORME_IMAGES_KEY"


def variable(provider: str) -> str:
    """Return the name of the variable that holds a provider's key, as the pages call it."""
    name: str = facts()["providers"][provider]["env"]
    return name


def collection(document: JSONObject) -> JSONObject:
    """Return the collection of an OpenAPI document: a folder for each of its tags."""
    items: dict[str, list[JSONObject]] = {}
    for method, path, operation in operations(document):
        if path not in operation["x-tokenforme"]["aliases"]:
            items.setdefault(operation["tags"][0], []).extend(_items(method, path, operation))
    names = ["base_url", *(variable(provider) for provider in facts()["providers"]), IMAGES]
    return {
        "info": {"name": document["info"]["title"], "schema": SCHEMA},
        "item": [{"name": tag, "item": found} for tag, found in items.items()],
        "variable": [
            {"key": name, "value": document["servers"][0]["url"] if name == "base_url" else ""}
            for name in names
        ],
    }


def _items(method: str, path: str, operation: JSONObject) -> Iterable[JSONObject]:
    """Yield a request for each provider whose key works, or the first one's, with the status to expect."""
    told = operation["x-tokenforme"]
    working = [provider for provider, verdict in told["keys"].items() if verdict == YES]
    for provider in working or list(told["keys"])[:1]:
        status = 200 if working else int(told["keys"][provider][:3])
        model = facts()["models"][provider]["main"]
        address = "{{base_url}}" + path.replace("{model}", model)
        request: JSONObject = {"method": method, "header": [], "url": address}
        if told["carriers"]:
            key = IMAGES if told["images"] else variable(provider)
            request["header"].append({"key": "Authorization", "value": f"Bearer {{{{{key}}}}}"})
        if body := _body(operation, provider):
            request["header"].append({"key": "Content-Type", "value": "application/json"})
            request["body"] = {"mode": "raw", "raw": json.dumps(body, indent=2, ensure_ascii=False)}
        name = operation["summary"]
        if told["carriers"] and len(working) > 1:
            name += f", {facts()['providers'][provider]['name']}"
        test = f'pm.test("status {status}", () => pm.response.to.have.status({status}));'
        yield {
            "name": name,
            "request": request,
            "event": [{"listen": "test", "script": {"type": "text/javascript", "exec": [test]}}],
        }


def _body(operation: JSONObject, provider: str) -> Any:
    examples = operation.get("requestBody", {"content": {}})["content"].get("application/json", {})
    told = examples.get("examples", {})
    one = told.get(f"{provider}-key") or told.get("with-no-key") or next(iter(told.values()), None)
    return one and one["value"]


def write(found: JSONObject) -> None:
    """Write the collection."""
    PATH.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def known() -> JSONObject:
    """Return the collection as it was written last."""
    loaded: JSONObject = json.loads(PATH.read_text(encoding="utf-8"))
    return loaded
