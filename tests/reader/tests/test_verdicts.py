"""A page that is wrong goes red with page, heading, file, line and remedy."""

import re
import shlex
from pathlib import Path

import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.tests.testing import CHAT, LIST, MODELS, error_of, run

FAILED = r"the block failed with exit status {}\."
ELSEWHERE = r"the block asked {}, which the site does not document\. Turn off"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("echo one\nfalse\necho two\n", "2", FAILED.format(1), id="a command that fails"),
        pytest.param(
            "echo one\nnowhere-to-be-found\n", "2", FAILED.format(127), id="a command that is not there"
        ),
        pytest.param("exit 3\n", "1", FAILED.format(3), id="exit with a status"),
        pytest.param("true\nexit\ntrue\n", "1", FAILED.format(125), id="exit"),
        pytest.param("true\nreturn 0\ntrue\n", "2", FAILED.format(125), id="return"),
        pytest.param("cat <<EOF\nno end\n", "1", FAILED.format(125), id="an open here-document"),
        pytest.param("echo 'no end\n", r"\d", FAILED.format("(1|2|125)"), id="an open quote"),
        pytest.param("echo one \\\n", "1", FAILED.format(125), id="a continued line without end"),
        pytest.param(
            LIST,
            "1",
            r"the page says that it sends nothing, but it sent GET /v1/models \(Authorization: Bearer\)\. "
            r"Mend whichever is wrong\.",
            id="a request that the page does not name",
        ),
        pytest.param(
            "curl -s https://example.com/\n",
            "1",
            ELSEWHERE.format(r"example\.com:443"),
            id="another host",
        ),
        pytest.param(
            "curl -s http://example.com/ || true\n",
            "1",
            ELSEWHERE.format(r"example\.com:80"),
            id="another host whose failure is hidden",
        ),
    ],
)
def test_a_bash_block_that_is_wrong(
    draft: Draft, gateway: Gateway, text: str, line: str, message: str
) -> None:
    error = error_of(draft, gateway, draft.block("bash", text, name="x/a.sh"))
    place = rf"draft \(en\) #draft, bash block 1, snippets/x/a\.sh:{line}: "
    assert re.match(place + message, str(error))


def test_a_deprecated_name_is_a_failure(draft: Draft, gateway: Gateway) -> None:
    text = 'import warnings\n\nwarnings.warn("old", DeprecationWarning)\n'
    error = error_of(draft, gateway, draft.block("python", text, name="py/old.py"))
    assert error.place.source == "snippets/py/old.py:3"
    assert "DeprecationWarning: old" in error.evidence


def test_a_claim_without_a_request(draft: Draft, gateway: Gateway) -> None:
    error = error_of(draft, gateway, draft.block("bash", "true\n", name="x/a.sh") + "\n" + MODELS)
    message = "the page says that it sends GET /v1/models (Authorization: Bearer), but it sent nothing."
    assert message in str(error)


def test_a_request_that_the_gateway_does_not_expect(draft: Draft, gateway: Gateway) -> None:
    curl = (
        "curl -s https://api.tokenfor.me/v1/chat/completions -H 'Authorization: Bearer sk-your-openai-key' "
        "-H 'Content-Type: application/json' "
        """-d '{"model": "gpt-5.5", "messages": [{"role": "nobody", "content": "Say pong"}]}'\n"""
    )
    error = error_of(draft, gateway, draft.block("bash", curl, name="x/a.sh") + "\n" + CHAT)
    assert "the gateway did not expect POST /v1/chat/completions" in str(error)


def test_a_file_that_a_link_would_lead_out_of_the_home(
    draft: Draft, gateway: Gateway, tmp_path: Path
) -> None:
    link = draft.block("bash", f"ln -s {shlex.quote(str(tmp_path))} ~/.tool\n")
    file = draft.block("json", "{}\n", title="~/.tool/config.json")
    error = error_of(draft, gateway, f"{link}\n{file}\n{draft.block('bash', LIST)}\n{MODELS}")
    assert "'~/.tool/config.json' would leave the home folder" in str(error)


def test_a_block_that_is_no_snippet(draft: Draft, gateway: Gateway) -> None:
    error = error_of(draft, gateway, "```bash\ntrue\n```\n")
    assert "is not, whole and unchanged, a file below snippets/" in str(error)


def test_an_error_that_the_page_shows_is_an_outcome(draft: Draft, gateway: Gateway) -> None:
    raises = draft.block("python", 'raise ValueError("as shown")\n')
    same = draft.block("text", "ValueError: as shown\n", name="out/same")
    run(draft, gateway, f"{raises}\n{same}")


def test_an_error_other_than_the_page_shows(draft: Draft, gateway: Gateway) -> None:
    raises = draft.block("python", 'raise ValueError("as shown")\n')
    other = draft.block("text", "ValueError: as not shown\n", name="out/other")
    error = error_of(draft, gateway, f"{raises}\n{other}")
    assert "it does not print what the page shows" in str(error)
    assert "-ValueError: as not shown" in error.evidence
