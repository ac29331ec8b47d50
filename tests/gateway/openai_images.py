"""Images, as far as a page needs them: one small picture (2.6, 2.7)."""

from tests.gateway.bodies import invalid
from tests.gateway.exchange import Call, JSONObject
from tests.gateway.sdk_types import dumped
from tests.site.facts import facts

IMAGE_MODEL = "gpt-image-"
# PNG, one white pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="


def default_model() -> str:
    """Return the model of a request that names none."""
    published: list[str] = facts()["models"]["openai"]["published"]
    return next(model for model in published if model.startswith(IMAGE_MODEL))


def validate(call: Call) -> None:
    """Check that a request asks for a picture of an image model. Raises Refused."""
    if not call.model.startswith(IMAGE_MODEL):
        raise invalid(f'images endpoint requires an image model, got "{call.model}"')
    count = call.body.get("n", 1)
    if isinstance(count, int | float) and count <= 0:
        raise invalid("n must be greater than 0")


def validate_edit(call: Call) -> None:
    """Check that there is a picture to edit. Raises Refused."""
    images = call.body.get("images")
    named = (
        [one for one in images if isinstance(one, dict) and one.get("image_url")]
        if isinstance(images, list)
        else []
    )
    if not named and not call.body.get("image"):
        raise invalid("images[].image_url is required")


def whole(call: Call) -> JSONObject:
    """Write the answer as an ImagesResponse: `n` times the same picture."""
    count = min(call.body.get("n") or 1, 10)
    tokens = {"input_tokens": 10, "output_tokens": 196, "total_tokens": 206}
    usage = tokens | {"input_tokens_details": {"text_tokens": 10, "image_tokens": 0}}
    answer = {"created": call.exchange.created, "data": [{"b64_json": PIXEL}] * count, "usage": usage}
    return dumped("openai.types:ImagesResponse", answer)
