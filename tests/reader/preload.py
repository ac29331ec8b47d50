"""What the fork server loads once, so that no Python block pays for it: the clients and their types.

Nothing here is configured or kept: a block that never imports a client does not see it.
"""

import gc

import anthropic
import anthropic.lib.streaming
import anthropic.types
import google.genai.models
import google.genai.types
import httpx  # noqa: F401
import openai
import openai.lib.streaming
import openai.resources
import openai.types.chat
import openai.types.responses

import tests.reader.programs  # noqa: F401

# Pydantic builds a type's validator at its first use, which takes longer than the request.
for type_ in (
    anthropic.types.Message,
    anthropic.types.RawMessageStreamEvent,
    openai.types.chat.ChatCompletion,
    openai.types.chat.ChatCompletionChunk,
    openai.types.responses.Response,
    openai.types.responses.ResponseStreamEvent,
    google.genai.types.GenerateContentResponse,
):
    rebuild = getattr(type_, "model_rebuild", None)
    if rebuild:
        rebuild()

# What the programs need is here to stay: a fork neither looks through it nor takes it apart at its end.
gc.freeze()
