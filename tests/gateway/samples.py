"""The smallest value that fits a JSON Schema, or Gemini's upper-case form of one."""

from typing import Any

DEEPEST = 20
LONGEST = 9
SCALARS = {"string": "pong", "boolean": True, "null": None}


def sample(schema: Any, root: Any = None, depth: int = 0) -> Any:
    """Return a value that fits; {} where the schema says nothing, or nests more than DEEPEST levels.

    `root` is the schema in which references are looked up.
    """
    if not isinstance(schema, dict) or depth > DEEPEST:
        return {}
    root = schema if root is None else root
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    if other := _elsewhere(schema, root):
        return sample(other, root, depth + 1)
    kind = schema.get("type", "object")
    kind = str(kind[0] if isinstance(kind, list) and kind else kind).lower()
    if kind in SCALARS:
        return SCALARS[kind]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "array":
        return [sample(schema.get("items"), root, depth + 1)] * _length(schema)
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return {}
    return {name: sample(property_, root, depth + 1) for name, property_ in properties.items()}


def _elsewhere(schema: dict[str, Any], root: Any) -> Any:
    """Return the schema that a reference or the first branch of a union stands for, None if there is none."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return _resolve(root, reference) or {}
    unions = (schema.get(name) for name in ("anyOf", "oneOf", "allOf"))
    return next((union[0] for union in unions if isinstance(union, list) and union), None)


def _length(schema: dict[str, Any]) -> int:
    least = str(schema.get("minItems", 0))
    return int(least) if least.isdecimal() and int(least) <= LONGEST else 0


def _resolve(root: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        root = root.get(step) if isinstance(root, dict) else None
    return root
