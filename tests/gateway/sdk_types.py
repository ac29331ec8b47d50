"""The types in the providers' SDKs by their names, loaded when first needed: each SDK takes seconds."""

from functools import cache
from pkgutil import resolve_name
from typing import Any

from pydantic import TypeAdapter

from tests.gateway.exchange import JSONObject


def dumped(name: str, value: JSONObject, **how: Any) -> JSONObject:
    """Return JSON that a type takes, as the type writes it. Raises ValidationError.

    name: "package.module:Type". how: as of Pydantic's `dump_python`; only what is given is written.
    """
    adapter = _adapter(name)
    written: JSONObject = adapter.dump_python(
        adapter.validate_python(value), mode="json", **{"exclude_unset": True, **how}
    )
    return written


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(resolve_name(name))
