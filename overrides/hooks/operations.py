"""What a page says of each endpoint, from the OpenAPI document that the tests wrote."""

from pathlib import Path
from typing import Any

from overrides.hooks import data

Answer = dict[str, Any]


def operations(root: Path) -> dict[str, dict[str, Any]]:
    """Return what is told of each operation, by its id.

    `name` and its texts are those of overrides/endpoints.yml; `method`, `path`, `keys`, `carriers`,
    `variants` and `aliases` those of the document. `required` are the names that a body must have, `answers`
    status, type and names of each good answer, `refusals` status and message of each refusal.
    """
    told: dict[str, dict[str, Any]] = {}
    names = data.endpoints(root)
    for path, methods in data.openapi(root)["paths"].items():
        for method, operation in methods.items():
            ours = operation["x-tokenforme"]
            # A path with the same answer comes after the first.
            if ours["id"] in told:
                continue
            told[ours["id"]] = {
                **names[ours["id"]],
                **ours,
                "method": method.upper(),
                "path": path,
                "prefix": "/v1beta" if path.startswith("/v1beta") else "/v1",
                "required": _required(operation),
                "answers": [
                    answer
                    for status, response in operation["responses"].items()
                    if status.startswith("2")
                    for answer in _answers(status, response)
                ],
                "refusals": _refusals(operation["responses"]),
            }
    return told


def _required(operation: Answer) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {})
    found: list[str] = content.get("application/json", {}).get("schema", {}).get("required", [])
    return found


def _answers(status: str, response: Answer) -> list[dict[str, Any]]:
    content = response.get("content", {})
    if not content:
        return [{"status": status, "type": "", "fields": []}]
    return [
        {"status": status, "type": type_, "fields": told["schema"].get("required", [])}
        for type_, told in content.items()
    ]


def _refusals(responses: Answer) -> list[str]:
    found = {
        f"{status} {_message(example['value'])}": None
        for status, response in responses.items()
        if not status.startswith("2")
        for told in response.get("content", {}).values()
        for name, example in told["examples"].items()
        # The refusal of another provider's key stands with the keys.
        if not name.endswith("-key") or name == "wrong-key"
    }
    return list(found)


def _message(answer: Any) -> str:
    if isinstance(answer, str):
        return answer.removeprefix("404 ")
    message: str = answer["error"]["message"] if "error" in answer else answer["message"]
    return message
