"""What the fuzz tests send: requests that are nearly right, and bytes that are not."""

import json

from hypothesis import strategies as st

from tests.gateway.keys import STATES
from tests.gateway.tests.testing import MAIN, PROVIDERS

# Those that take a body.
ENDPOINTS = [
    "/v1/chat/completions",
    "/v1/responses",
    "/v1/responses/compact",
    "/v1/responses/input_tokens",
    "/v1/messages",
    "/v1/messages/count_tokens",
    "/v1/embeddings",
    "/v1/images/generations",
    "/v1/images/edits",
    "/v1/videos",
    *(
        f"/v1beta/models/{MAIN['gemini']}:{action}"
        for action in ("generateContent", "streamGenerateContent", "countTokens")
    ),
]
PATHS = [
    *ENDPOINTS,
    f"/v1beta/models/{MAIN['gemini']}:x",
    "/v1/models",
    "/v1/usage",
    "/v1beta/models",
    "/health",
    "/",
]
METHODS = st.one_of(
    st.just("POST"), st.sampled_from(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
)
TOKENS = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40)
RAW_PATHS = st.one_of(
    st.sampled_from(PATHS),
    st.builds("{}{}".format, st.sampled_from([*PATHS, "/v1/", "/v1beta/models/", "/responses"]), TOKENS),
    TOKENS.map("/{}".format),
)
KEYS = st.one_of(
    st.builds("sk-your-{}-{}-key".format, st.sampled_from(PROVIDERS), st.sampled_from(sorted(STATES))),
    st.sampled_from([f"sk-your-{provider}-key" for provider in PROVIDERS] * 3),
    TOKENS,
)
CARRIERS = st.sampled_from(
    ["Authorization", "x-api-key", "x-goog-api-key", "cookie", "x-request-id", "anthropic-beta", "upgrade"]
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["user", "function", "json_schema", "\ud800"]),
)
NAMES = st.sampled_from(
    ["type", "role", "content", "text", "name", "function", "schema", "parts", "format", "x"]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "model",
        "messages",
        "input",
        "contents",
        "stream",
        "max_tokens",
        "tools",
        "tool_choice",
        "response_format",
        "text",
        "system",
        "instructions",
        "generationConfig",
        "toolConfig",
        "stream_options",
        "output_config",
        "n",
        "prompt",
        "previous_response_id",
        "systemInstruction",
    ]
)
BODIES = st.one_of(st.binary(max_size=60), JSON.map(json.dumps).map(str.encode))

# Pieces of a chunked upload, good and bad.
CHUNKS = st.one_of(
    st.binary(min_size=1, max_size=30).map(lambda data: b"%x\r\n%s\r\n" % (len(data), data)),
    st.sampled_from(
        [b"0\r\n\r\n", b"zz\r\n", b"5\r\nab\r\n", b"ffffffffffffffffffffff\r\n", b"\r\n", b"-1\r\n"]
    ),
)
GARBAGE = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET /\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\x16\x03\x01\x02\x00",
            b"A" * 100_000,
        ]
    ),
    st.builds(lambda method, target: f"{method} {target} HTTP/1.1\r\n\r\n".encode(), METHODS, TOKENS),
    TOKENS.map(lambda target: f"CONNECT {target} HTTP/1.1\r\n\r\n".encode()),
)
