"""The bodies of Google's endpoints, from the types in its SDK, which has none for a whole body."""

from google.genai import types as google_types
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class GenerationConfig(google_types.GenerationConfig):
    """`generationConfig` as the SDK writes it, which sends one field more than its own type has."""

    image_config: google_types.ImageConfig | None = None


class GenerateContentRequest(BaseModel):
    """The body of `generateContent` and `streamGenerateContent`; the SDK only has the types of its fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google_types.Content]
    model: str | None = None
    system_instruction: google_types.Content | None = None
    tools: list[google_types.Tool] | None = None
    tool_config: google_types.ToolConfig | None = None
    safety_settings: list[google_types.SafetySetting] | None = None
    generation_config: GenerationConfig | None = None
    cached_content: str | None = None
    continuation_token: str | None = None
    labels: dict[str, str] | None = None
    service_tier: str | None = None
    store: bool | None = None


class CountTokensRequest(BaseModel):
    """The body of `countTokens`: either of the two."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    contents: list[google_types.Content] | None = None
    generate_content_request: GenerateContentRequest | None = None
