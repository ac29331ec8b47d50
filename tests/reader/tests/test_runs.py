"""What runs is isolated, bounded and held against the page; a page that does not hold goes red with page, heading, file and line."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.home import throwaway
from tests.reader.visit import Reader, Result
from tests.site.facts import ROOT

KEY = '```bash\nexport TOKENFORME_OPENAI_KEY="sk-your-openai-key"\n```\n'
MODELS = "Sends `GET /v1/models` with `Authorization: Bearer`.\n{ .sends }\n"
CHAT = "Sends `POST /v1/chat/completions` with `Authorization: Bearer`.\n{ .sends }\n"
LIST = 'curl -s https://api.tokenfor.me/v1/models -H "Authorization: Bearer sk-your-openai-key"\n'


def outcome(draft: Draft, gateway: Gateway, text: str, timeout: float = 60) -> Result:
    [walkthrough] = draft.walkthroughs(text)
    return Reader(gateway, timeout, draft.snippets).run(walkthrough)


def error(draft: Draft, gateway: Gateway, text: str, timeout: float = 60) -> PageError:
    with pytest.raises(PageError) as caught:
        outcome(draft, gateway, text, timeout)
    return caught.value


def test_an_export_and_a_folder_last(draft: Draft, gateway: Gateway) -> None:
    blocks = [
        draft.block("bash", "export GREETING='hello you'\nmkdir sub\ncd sub\n"),
        draft.block("bash", 'echo "$GREETING"; basename "$PWD"\n'),
    ]
    python = draft.block(
        "python", 'import os\n\nprint(os.environ["GREETING"], os.path.basename(os.getcwd()))\n'
    )
    node = draft.block("javascript", "console.log(process.env.GREETING);\n", title="x.mjs")
    shown = ["```text\nhello you\nsub\n```\n", "```text\nhello you sub\n```\n", "```text\nhello you\n```\n"]
    texts = [
        draft.block("text", block.split("\n", 1)[1].removesuffix("```\n"), name=f"out/{number}")
        for number, block in enumerate(shown)
    ]
    result = outcome(
        draft, gateway, "\n".join([blocks[0], blocks[1], texts[0], python, texts[1], node, texts[2]])
    )
    assert [ran.code for _, ran in result.outcomes] == [0, 0, 0, 0]


def test_nothing_leaks_into_a_block_or_out_of_it(
    draft: Draft, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKENFORME_OPENAI_KEY", "sk-your-own")
    leak = draft.block(
        "python",
        "import asyncio\nimport logging\nimport os\n\nimport openai\n\n"
        'assert "TOKENFORME_OPENAI_KEY" not in os.environ\nassert __name__ == "__main__"\nassert not hasattr(openai, "leaked")\n'
        'assert not logging.getLogger().handlers\nassert "LEAKED" not in os.environ\n'
        'openai.leaked = os.environ["LEAKED"] = "yes"\nlogging.basicConfig()\nasyncio.set_event_loop(asyncio.new_event_loop())\n',
    )
    for _ in range(2):
        outcome(draft, gateway, leak)
    assert "LEAKED" not in os.environ


def test_the_developers_home_is_not_there(draft: Draft, gateway: Gateway) -> None:
    script = 'import os\nfrom pathlib import Path\n\nprint(Path.home(), Path("~").expanduser(), os.environ["TMPDIR"], Path.home().exists(), sep="\\n")\n'
    result = outcome(
        draft, gateway, draft.block("python", script) + "\n" + draft.block("bash", "echo ~; ls -A ~\n")
    )
    printed = "".join(ran.stdout for _, ran in result.outcomes)
    assert str(Path("~").expanduser()) + "\n" not in printed
    home = printed.splitlines()[0]
    assert "reader-" in home
    assert not Path(home).exists()


def test_a_file_lands_where_its_title_says(draft: Draft, gateway: Gateway) -> None:
    file = draft.block("json", '{"a": 1}\n', title="~/.tool/config.json")
    use = draft.block("bash", f"cat ~/.tool/config.json >&2\n{LIST}")
    result = outcome(draft, gateway, f"{file}\n{use}\n{MODELS}")
    assert result.outcomes[0][1].stderr == '{"a": 1}\n'


def test_a_deprecated_name_is_a_failure(draft: Draft, gateway: Gateway) -> None:
    caught = error(
        draft,
        gateway,
        draft.block(
            "python", 'import warnings\n\nwarnings.warn("old", DeprecationWarning)\n', name="py/old.py"
        ),
    )
    assert caught.place.source == "snippets/py/old.py:3"
    assert "DeprecationWarning: old" in caught.evidence


HANG = {
    "bash": "sleep 60 &\nsleep 61\n",
    "python": "import subprocess\n\nsubprocess.run(['sleep', '62'])\n",
    "javascript": "await new Promise(() => setInterval(() => {}, 1000));\n",
}


@pytest.mark.parametrize("language", HANG)
def test_a_block_that_hangs_is_killed_with_its_children_and_named(
    draft: Draft, gateway: Gateway, language: str
) -> None:
    title = "hang.mjs" if language == "javascript" else ""
    caught = error(
        draft, gateway, draft.block(language, HANG[language], title=title, name=f"slow/{language}"), timeout=2
    )
    assert re.match(
        rf"draft \(en\) #draft, .*, snippets/slow/{language}:1: the block did not end within 2 s and was killed\.",
        str(caught),
    )
    left = [
        process.info["cmdline"]
        for process in psutil.process_iter(["cmdline"])
        if process.info["cmdline"] in [["sleep", str(n)] for n in (60, 61, 62)]
    ]
    assert left == []


def test_what_a_block_leaves_running_ends_with_its_walkthrough() -> None:
    with throwaway({}) as home:
        subprocess.run(["bash", "-c", "setsid sleep 63 & disown"], env=home.environment, check=True)
    assert not [
        process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"] == ["sleep", "63"]
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("echo one\nfalse\necho two\n", r"snippets/x/a.sh:2: the block failed with exit status 1\."),
        ("echo one\nnowhere-to-be-found\n", r"snippets/x/a.sh:2: the block failed with exit status 127\."),
        ("exit 3\n", r"snippets/x/a.sh:1: the block failed with exit status 3\."),
        ("true\nexit\ntrue\n", r"snippets/x/a.sh:1: the block failed with exit status 125\."),
        ("true\nreturn 0\ntrue\n", r"snippets/x/a.sh:2: the block failed with exit status 125\."),
        ("cat <<EOF\nno end\n", r"snippets/x/a.sh:1: the block failed with exit status 125\."),
        ("echo 'no end\n", r"snippets/x/a.sh:\d: the block failed with exit status (1|2|125)\."),
        ("echo one \\\n", r"snippets/x/a.sh:1: the block failed with exit status 125\."),
        (
            LIST,
            r"snippets/x/a.sh:1: the page says that it sends nothing, but it sent GET /v1/models \(Authorization: Bearer\)\. Mend whichever is wrong\.",
        ),
        (
            "curl -s https://example.com/\n",
            r"snippets/x/a.sh:1: the block asked example\.com:443, which the site does not document\. Turn off",
        ),
        (
            "curl -s http://example.com/ || true\n",
            r"snippets/x/a.sh:1: the block asked example\.com:80, which the site does not document\. Turn off",
        ),
    ],
)
def test_bash_that_does_not_hold(draft: Draft, gateway: Gateway, text: str, message: str) -> None:
    assert re.match(
        r"draft \(en\) #draft, bash block 1, " + message,
        str(error(draft, gateway, draft.block("bash", text, name="x/a.sh"))),
    )


@pytest.mark.parametrize("name", ["two words", "quote'd", "文档", "a$b`c"])
def test_a_folder_of_any_name_runs_every_block(
    draft: Draft, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A paste that never ran would end with status 0, without output, and leave a file outside the home."""
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    before = set(tmp_path.iterdir())
    page = [
        draft.block("bash", "echo hello\nmkdir 'a b'\ncd 'a b'\n"),
        draft.block("text", "hello\n", name="out/hello"),
        draft.block("bash", 'basename "$PWD"\n'),
        draft.block("text", "a b\n", name="out/folder"),
        draft.block("python", "print(1)\n"),
        draft.block("text", "1\n", name="out/one"),
        draft.block("javascript", "console.log(2);\n", title="x.mjs"),
        draft.block("text", "2\n", name="out/two"),
    ]
    result = outcome(draft, gateway, "\n".join(page))
    assert [ran.stdout for _, ran in result.outcomes] == ["hello\n", "a b\n", "1\n", "2\n"]
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in before} | {"snippets"}
    assert not list((tmp_path / name).iterdir())


def test_a_claim_without_a_request(draft: Draft, gateway: Gateway) -> None:
    caught = error(draft, gateway, draft.block("bash", "true\n", name="x/a.sh") + "\n" + MODELS)
    assert "the page says that it sends GET /v1/models (Authorization: Bearer), but it sent nothing." in str(
        caught
    )


def test_a_request_that_the_gateway_does_not_expect(draft: Draft, gateway: Gateway) -> None:
    body = '{"model": "gpt-5.5", "messages": [{"role": "nobody", "content": "Say pong"}]}'
    curl = f"curl -s https://api.tokenfor.me/v1/chat/completions -H 'Authorization: Bearer sk-your-openai-key' -H 'Content-Type: application/json' -d '{body}'\n"
    caught = error(draft, gateway, draft.block("bash", curl, name="x/a.sh") + "\n" + CHAT)
    assert "the gateway did not expect POST /v1/chat/completions" in str(caught)


def test_a_file_that_a_link_would_lead_out_of_the_home(
    draft: Draft, gateway: Gateway, tmp_path: Path
) -> None:
    link = draft.block("bash", f"ln -s {shlex.quote(str(tmp_path))} ~/.tool\n")
    file = draft.block("json", "{}\n", title="~/.tool/config.json")
    caught = error(draft, gateway, f"{link}\n{file}\n{draft.block('bash', LIST)}\n{MODELS}")
    assert "'~/.tool/config.json' would leave the home folder" in str(caught)


def test_a_block_that_is_no_snippet(draft: Draft, gateway: Gateway) -> None:
    assert "is not, whole and unchanged, a file below snippets/" in str(
        error(draft, gateway, "```bash\ntrue\n```\n")
    )


def test_an_error_that_the_page_shows_is_an_outcome(draft: Draft, gateway: Gateway) -> None:
    raises = draft.block("python", 'raise ValueError("as shown")\n')
    outcome(draft, gateway, raises + "\n" + draft.block("text", "ValueError: as shown\n", name="out/shown"))
    caught = error(
        draft, gateway, raises + "\n" + draft.block("text", "ValueError: as not shown\n", name="out/other")
    )
    assert "it does not print what the page shows" in str(caught)
    assert "-ValueError: as not shown" in caught.evidence


CHAT_PY = """\
import os

from openai import OpenAI

client = OpenAI(
    base_url="https://api.tokenfor.me/v1",
    api_key=os.environ["TOKENFORME_OPENAI_KEY"],
)
answer = client.chat.completions.create(
    model="gpt-5.5",
    messages=[{"role": "user", "content": "Say pong"}],
)
print(answer.choices[0].message.content)
"""
CHAT_SH = """\
curl https://api.tokenfor.me/v1/chat/completions \\
  -H "Authorization: Bearer $TOKENFORME_OPENAI_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-5.5", "messages": [{"role": "user", "content": "Say pong"}]}'
"""
BREAKS = {
    "drop /v1": ("https://api.tokenfor.me/v1", "https://api.tokenfor.me"),
    "misspell the header": ("Authorization: Bearer", "Authorisation: Bearer"),
    "another provider's key": ("TOKENFORME_OPENAI_KEY", "TOKENFORME_GEMINI_KEY"),
    "a model of another group": ("gpt-5.5", "claude-sonnet-4-6"),
    "a misspelt model": ("gpt-5.5", "gpt-55"),
}


@pytest.mark.parametrize("language", ["python", "bash"])
@pytest.mark.parametrize("change", ["", *BREAKS])
def test_a_snippet_broken_on_purpose_goes_red(
    draft: Draft, gateway: Gateway, language: str, change: str
) -> None:
    name, text, shown = {
        "python": ("chat/hello.py", CHAT_PY, draft.block("text", "pong\n", name="out/text")),
        "bash": (
            "chat/hello.sh",
            CHAT_SH,
            draft.block(
                "json",
                '{..., "choices": [{..., "message": {..., "content": "pong", ...}, ...}], ...}\n',
                name="out/json",
            ),
        ),
    }[language]
    if change == "misspell the header" and language == "python":
        text = text.replace(
            "    api_key=os.environ",
            '    default_headers={"Authorization": "Basic x"},\n    api_key=os.environ',
        )
    broken = text.replace(*BREAKS[change]) if change else text
    keys = draft.block(
        "bash",
        'export TOKENFORME_OPENAI_KEY="sk-your-openai-key" TOKENFORME_GEMINI_KEY="sk-your-gemini-key"\n',
        name="keys",
    )
    page = f"{keys}\n{draft.block(language, broken, name=name)}\n{CHAT}\n{shown}"
    if not change:
        outcome(draft, gateway, page)
        return
    caught = error(draft, gateway, page)
    file, line = caught.place.source.rsplit(":", 1)
    assert file == f"snippets/{name}"
    assert caught.place.heading == "draft"
    # The line is within the call that failed, and the evidence says what came back.
    assert 1 <= int(line) <= len(broken.splitlines())
    assert "sent POST" in caught.evidence


def test_a_red_block_ends_one_test_and_not_the_run(tmp_path: Path) -> None:
    """pytest-examples on Python 3.11 turns the first failing example into an INTERNALERROR; ours must stay one red test of two."""
    inner = tmp_path / "test_inner.py"
    inner.write_text(
        "from tests.reader.draft import Draft\nfrom tests.gateway import Gateway\nfrom tests.reader.errors import PageError\nfrom tests.reader.visit import Reader\nimport pytest\n\n"
        "@pytest.mark.parametrize('text', ['raise ValueError(1)\\n', 'print(1)\\n'])\n"
        "def test_inner(tmp_path, text):\n"
        "    draft = Draft(tmp_path)\n"
        "    with Gateway() as gateway:\n"
        "        try:\n"
        "            Reader(gateway, folder=draft.snippets).run(draft.walkthroughs(draft.block('python', text, name='py/red.py'))[0])\n"
        "        except PageError as error:\n"
        "            pytest.fail(str(error), pytrace=False)\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        "-c",
        os.devnull,
        str(inner),
    ]
    result = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert "1 failed, 1 passed" in result.stdout, result.stdout + result.stderr
    assert (
        "draft (en) #draft, python block 1, snippets/py/red.py:1: the block failed with exit status 1."
        in result.stdout
    )
    assert "INTERNALERROR" not in result.stdout
