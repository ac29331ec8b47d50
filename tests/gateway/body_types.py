"""The providers' published types of request bodies, by their names in the providers' SDKs."""

from typing import NamedTuple


class BodyTypes(NamedTuple):
    """The types of an endpoint's body: without and with `"stream": true`, and the same with a beta header.

    Each is "package.module:Type", loaded when the first body is checked.
    """

    plain: str
    streamed: str
    beta: str = ""
    beta_streamed: str = ""

    def of(self, *, stream: bool, beta: bool) -> str:
        """Return the one type that a body must have."""
        if beta and self.beta:
            return self.beta_streamed if stream else self.beta
        return self.streamed if stream else self.plain


def _both(name: str) -> BodyTypes:
    return BodyTypes(name, name)


def _by_stream(name: str) -> BodyTypes:
    return BodyTypes(f"{name}NonStreaming", f"{name}Streaming")


CHAT = _by_stream("openai.types.chat.completion_create_params:CompletionCreateParams")
RESPONSES = _by_stream("openai.types.responses.response_create_params:ResponseCreateParams")
COMPACT = _both("openai.types.responses.response_compact_params:ResponseCompactParams")
INPUT_TOKENS = _both("openai.types.responses.input_token_count_params:InputTokenCountParams")
IMAGES = _by_stream("openai.types.image_generate_params:ImageGenerateParams")
# Sent as a form by the SDK, as JSON by others, who name the images by address: checked by the gateway alone.
EDITS = _both("builtins:dict")
MESSAGES = BodyTypes(
    *_by_stream("anthropic.types.message_create_params:MessageCreateParams")[:2],
    *_by_stream("anthropic.types.beta.message_create_params:MessageCreateParams")[:2],
)
COUNT_TOKENS = BodyTypes(
    *_both("anthropic.types.message_count_tokens_params:MessageCountTokensParams")[:2],
    *_both("anthropic.types.beta.message_count_tokens_params:MessageCountTokensParams")[:2],
)
GENERATE_CONTENT = _both("tests.gateway.google_bodies:GenerateContentRequest")
GOOGLE_COUNT_TOKENS = _both("tests.gateway.google_bodies:CountTokensRequest")
ALL = (
    CHAT,
    RESPONSES,
    COMPACT,
    INPUT_TOKENS,
    IMAGES,
    EDITS,
    MESSAGES,
    COUNT_TOKENS,
    GENERATE_CONTENT,
    GOOGLE_COUNT_TOKENS,
)
