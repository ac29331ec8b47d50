"""What an endpoint refuses by itself: keys that may not call it, what it does not serve (2.6, 2.7)."""

from collections.abc import Callable

from tests.gateway import bodies, openai_images
from tests.gateway.exchange import Call, Switches
from tests.gateway.faults import Fault, Form, Refused, anthropic_form
from tests.gateway.keys import Key

DISPATCH = Fault(403, "permission_error", "This group does not allow /v1/messages dispatch")
NO_COUNTING = Fault(404, "not_found_error", "Token counting is not supported for this platform")
NO_EMBEDDINGS = Fault(404, "not_found_error", "Embeddings API is not supported for this platform")
NO_IMAGES = Fault(404, "not_found_error", "Images API is not supported for this platform")
NO_VIDEOS = Fault(404, "not_found_error", "Videos API is not supported for this platform")
NOT_GEMINI = Fault(400, "invalid_argument", "API key group platform is not gemini")
NO_RIGHT_TO_IMAGES = Fault(403, "permission_error", "Image generation is not enabled for this group")
CLAUDE_CODE_ONLY = Fault(
    403, "permission_error", "This group is restricted to Claude Code clients (/v1/messages only)"
)


def refuse_image_model(call: Call) -> None:
    """Refuse a model of images, which Chat Completions do not have."""
    if call.model.startswith(openai_images.IMAGE_MODEL) and not call.exchange.switches.old:
        raise bodies.invalid("This model is not supported on the Chat Completions endpoint")


def refuse_continuation(call: Call) -> None:
    """Refuse to go on from a response that is not stored."""
    if call.provider == "openai":
        bodies.refuse_continuation(call.body)


def refuse_images_of_text(call: Call) -> None:
    """Refuse a model of images to a group without the right."""
    if call.provider == "openai" and call.model.startswith(openai_images.IMAGE_MODEL):
        refuse_images(call)


def refuse_old(call: Call) -> None:
    """Refuse what the old dialect hands to OpenAI, which does not know it."""
    if call.exchange.switches.old and call.provider == "openai":
        raise Refused(Fault(502, "upstream_error", "Upstream request failed"))


def refuse_nothing_to_compact(call: Call) -> None:
    """Refuse to compact nothing."""
    if call.provider == "anthropic" and "input" not in call.body:
        raise Refused(Fault(502, "upstream_error", "Upstream request failed", form=anthropic_form))


def refuse_images(call: Call) -> None:
    """Refuse pictures to a group without the right."""
    if not call.key.has("images"):
        raise Refused(NO_RIGHT_TO_IMAGES)


def refuse_other_clients(call: Call) -> None:
    """Refuse every client where Claude Code alone may call, and not this endpoint."""
    if call.key.has("claude-code-only"):
        raise Refused(CLAUDE_CODE_ONLY)


def without_dispatch(key: Key, switches: Switches) -> Fault | None:
    """Return why a key of OpenAI may not send messages."""
    return DISPATCH if key.provider == "openai" and not key.has("dispatch") else None


def without_counting(key: Key, switches: Switches) -> Fault | None:
    """Return why a key may not count the tokens of messages."""
    if key.provider == "openai" and switches.old:
        return NO_COUNTING
    return without_dispatch(key, switches)


def only(provider: str, fault: Fault) -> Callable[[Key, Switches], Fault | None]:
    """Return a check that closes an endpoint to the keys of all other providers."""
    return lambda key, switches: None if key.provider == provider else fault


def always(form: Form) -> Callable[[str], Form]:
    """Return a form that is the same for all providers."""
    return lambda provider: form
