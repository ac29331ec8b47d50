"""Images, as far as a page needs them: one small picture (gateway.md 2.6, 2.7)."""

import base64
import struct
import zlib
from typing import Any

from openai.types import ImagesResponse

from tests.gateway.bodies import invalid
from tests.gateway.exchange import Exchange
from tests.site.facts import facts

IMAGE_MODEL = "gpt-image-"


def default_model() -> str:
    """Give the model of a request that names none."""
    return next(model for model in facts()["models"]["openai"]["published"] if model.startswith(IMAGE_MODEL))


def validate(body: dict[str, Any], model: str) -> None:
    """Refuse a model of text, and less than one picture."""
    if not model.startswith(IMAGE_MODEL):
        raise invalid(f'images endpoint requires an image model, got "{model}"')
    count = body.get("n", 1)
    if isinstance(count, int | float) and count <= 0:
        raise invalid("n must be greater than 0")


def whole(exchange: Exchange) -> dict[str, Any]:
    """Write the answer as an ImagesResponse: `n` times the same picture."""
    picture = {"b64_json": base64.b64encode(_png()).decode()}
    tokens = {"input_tokens": 10, "output_tokens": 196, "total_tokens": 206}
    usage = tokens | {"input_tokens_details": {"text_tokens": 10, "image_tokens": 0}}
    count = min(exchange.body.get("n") or 1, 10)
    return ImagesResponse.model_validate(
        {"created": exchange.created, "data": [picture] * count, "usage": usage}
    ).model_dump(mode="json", exclude_unset=True)


def _png() -> bytes:
    """Draw one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
