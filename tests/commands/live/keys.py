"""The customer's keys: out of the environment, in for a placeholder, out of what comes back."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.gateway.records import masked
from tests.site.facts import facts


def placeholder(provider: str) -> str:
    """Return what the pages show instead of a key."""
    return f"sk-your-{provider}-key"


@dataclass(frozen=True)
class Keys:
    """A key for each provider that the customer has one of, by the placeholder; never shown whole."""

    by_placeholder: Mapping[str, str] = field(repr=False)

    @classmethod
    def taken_from(cls, environment: MutableMapping[str, str]) -> "Keys":
        """Take the keys out of an environment, so that no process started later has them.

        Raises ValueError if there is none, or one that is a placeholder itself.
        """
        variables = {provider: fact["env"] for provider, fact in facts()["providers"].items()}
        found = {
            placeholder(provider): environment.pop(variable, "").strip()
            for provider, variable in variables.items()
        }
        keys = {name: key for name, key in found.items() if key}
        if not keys:
            raise ValueError(f"no key. Put one into {', '.join(variables.values())}, as the pages do.")
        for name, key in keys.items():
            if key in found:
                raise ValueError(f"{key} is the placeholder of the pages. Put a key of the console there.")
            if not key.isascii() or not key.isprintable() or " " in key:
                raise ValueError(f"the key for {name} ({masked(key)}) has characters that no key has.")
        return cls(keys)

    def put_in(self, text: str) -> str:
        """Put the keys in for the placeholders."""
        for name, key in self.by_placeholder.items():
            text = text.replace(name, key)
        return text

    def taken_out(self, text: str) -> str:
        """Put the placeholders in for the keys, as they are and as an address writes them."""
        for name, key in self.by_placeholder.items():
            text = text.replace(key, name).replace(quote(key, safe=""), name)
        return text


class Scrubber:
    """Takes the keys out of a body that comes in pieces, also where a key is in two of them."""

    def __init__(self, keys: Keys) -> None:
        self._keys = [
            (key.encode(), name.encode())
            for name, real in keys.by_placeholder.items()
            for key in {real, quote(real, safe="")}
        ]
        self._held = b""

    def feed(self, piece: bytes) -> bytes:
        """Return what can be handed on; what may be the begin of a key waits for the next piece."""
        data = self._held + piece
        for key, name in self._keys:
            data = data.replace(key, name)
        held = max(
            (length for key, _ in self._keys for length in range(1, len(key)) if data.endswith(key[:length])),
            default=0,
        )
        self._held = data[len(data) - held :]
        return data[: len(data) - held]

    def rest(self) -> bytes:
        """Return what is left at the end."""
        return self._held
