"""A block that names a field which does not reach the model is red, with the field's name."""

import json
import re
from typing import Any

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.tests.testing import error_of, run

SAY = [{"role": "user", "content": "Say pong"}]
PARTS = [{"type": "text", "text": "Say pong"}, {"type": "file", "file": {"file_data": "x"}}]


def request(path: str, **body: Any) -> str:
    """Return a block that sends a request."""
    content = json.dumps({"model": "gpt-5.5", **body})
    return (
        f"curl -s https://api.tokenfor.me/v1/{path} "
        f"-H 'Authorization: Bearer sk-your-openai-key' -d '{content}'\n"
    )


def sends(path: str) -> str:
    return f"Sends `POST /v1/{path}` with `Authorization: Bearer`.\n{{ .sends }}\n"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        pytest.param({"messages": SAY, "temperature": 0.2}, "temperature", id="dropped"),
        pytest.param({"messages": SAY, "max_tokens": 16}, "max_tokens", id="changed"),
        pytest.param({"messages": [{"role": "user", "content": PARTS}]}, "messages.file", id="a part"),
    ],
)
def test_a_field_that_does_not_arrive(
    draft: Draft, gateway: Gateway, fields: dict[str, Any], name: str
) -> None:
    block = draft.block("bash", request("chat/completions", **fields), name="x/a.sh")
    error = error_of(draft, gateway, f"{block}\n{sends('chat/completions')}")
    what = rf"x/a\.sh:1: it names `{name}`, which does not reach the model with POST /v1/chat/completions\."
    assert re.search(what, str(error))


@pytest.mark.parametrize("fields", [{"messages": SAY, "max_tokens": 500}, {"messages": SAY, "stream": False}])
def test_a_field_that_arrives(draft: Draft, gateway: Gateway, fields: dict[str, Any]) -> None:
    block = draft.block("bash", request("chat/completions", **fields))
    run(draft, gateway, f"{block}\n{sends('chat/completions')}")


def test_a_request_without_instructions(draft: Draft, gateway: Gateway) -> None:
    block = draft.block("bash", request("responses", input="Say pong"))
    error = error_of(draft, gateway, f"{block}\n{sends('responses')}")
    assert "it sends POST /v1/responses without `instructions`" in str(error)


@pytest.mark.parametrize("name", ["api-keys/fields", "api-keys/some-client"])
def test_pages_that_may_send_none(draft: Draft, gateway: Gateway, name: str) -> None:
    """One explains it; a client's own requests stand in its row of the table of clients."""
    draft.page = name
    block = draft.block("bash", request("responses", input="Say pong"))
    run(draft, gateway, f"{block}\n{sends('responses')}")


def test_what_a_client_adds_by_itself(draft: Draft, gateway: Gateway) -> None:
    """Not named by the block, it is no fault, but recorded."""
    hidden = "curl -s https://api.tokenfor.me/v1/chat/completions " + (
        "-H 'Authorization: Bearer sk-your-openai-key' "
        """-d '{"model":"gpt-5.5","se\\u0065d":1,"messages":[{"role":"user","content":"Say pong"}]}'\n"""
    )
    result = run(draft, gateway, f"{draft.block('bash', hidden)}\n{sends('chat/completions')}")
    assert result.requests[0].lost == ("seed",)
