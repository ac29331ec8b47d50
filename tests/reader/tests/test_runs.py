"""What runs is isolated and bounded, wherever the machine keeps its temporary files."""

import multiprocessing.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.home import throwaway
from tests.reader.tests.testing import LIST, MODELS, error_of, run
from tests.site.facts import ROOT


def test_an_export_and_a_folder_last(draft: Draft, gateway: Gateway) -> None:
    page = [
        draft.block("bash", "export GREETING='hello you'\nmkdir sub\ncd sub\n"),
        draft.block("bash", 'echo "$GREETING"; basename "$PWD"\n'),
        draft.block("text", "hello you\nsub\n", name="out/bash"),
        draft.block("python", 'import os\n\nprint(os.environ["GREETING"], os.path.basename(os.getcwd()))\n'),
        draft.block("text", "hello you sub\n", name="out/python"),
        draft.block("javascript", "console.log(process.env.GREETING);\n", title="x.mjs"),
        draft.block("text", "hello you\n", name="out/javascript"),
    ]
    result = run(draft, gateway, "\n".join(page))
    assert [outcome.code for _, outcome in result.outcomes] == [0, 0, 0, 0]


LEAK = """\
import asyncio
import logging
import multiprocessing.util
import os

import openai

assert "TOKENFORME_OPENAI_KEY" not in os.environ
assert __name__ == "__main__"
assert not hasattr(openai, "leaked")
assert not logging.getLogger().handlers
assert "LEAKED" not in os.environ
openai.leaked = os.environ["LEAKED"] = "yes"
logging.basicConfig()
asyncio.set_event_loop(asyncio.new_event_loop())
"""


def test_nothing_leaks_into_a_block_or_out_of_it(
    draft: Draft, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKENFORME_OPENAI_KEY", "sk-your-own")
    leak = draft.block("python", LEAK)
    for _ in range(2):
        run(draft, gateway, leak)
    assert "LEAKED" not in os.environ


HOMES = """\
import multiprocessing.util
import os
from pathlib import Path

print(Path.home(), Path("~").expanduser(), os.environ["TMPDIR"], Path.home().exists(), sep="\\n")
"""


def test_the_developers_home_is_not_there(draft: Draft, gateway: Gateway) -> None:
    page = [draft.block("python", HOMES), draft.block("bash", "echo ~; ls -A ~\n")]
    result = run(draft, gateway, "\n".join(page))
    printed = "".join(outcome.stdout for _, outcome in result.outcomes)
    assert str(Path("~").expanduser()) + "\n" not in printed
    home = printed.splitlines()[0]
    assert "reader-" in home
    assert not Path(home).exists()


def test_a_file_lands_where_its_title_says(draft: Draft, gateway: Gateway) -> None:
    file = draft.block("json", '{"a": 1}\n', title="~/.tool/config.json")
    use = draft.block("bash", f"cat ~/.tool/config.json >&2\n{LIST}")
    result = run(draft, gateway, f"{file}\n{use}\n{MODELS}")
    assert result.outcomes[0][1].stderr == '{"a": 1}\n'


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("bash", "sleep 60 &\nsleep 61\n", ""),
        ("python", "import subprocess\n\nsubprocess.run(['sleep', '62'])\n", ""),
        ("javascript", "await new Promise(() => setInterval(() => {}, 1000));\n", "hang.mjs"),
    ],
    ids=["bash", "python", "javascript"],
)
def test_a_block_that_hangs_is_killed_with_its_children_and_named(
    draft: Draft, gateway: Gateway, language: str, text: str, title: str
) -> None:
    block = draft.block(language, text, title=title, name=f"slow/{language}")
    message = (
        rf"draft \(en\) #draft, .*, snippets/slow/{language}:1: "
        r"the block did not end within 2 s and was killed\."
    )
    assert re.match(message, str(error_of(draft, gateway, block, timeout=2)))
    assert sleeping() & {60, 61, 62} == set()


def test_what_a_block_leaves_running_ends_with_its_walkthrough() -> None:
    with throwaway({}) as home:
        subprocess.run(["bash", "-c", "setsid sleep 63 & disown"], env=home.environment, check=True)
    assert 63 not in sleeping()


def sleeping() -> set[int]:
    """Return for how many seconds each process of `sleep` on this machine sleeps."""
    commands = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    matches = [re.fullmatch(r"sleep (\d+)", command) for command in commands]
    return {int(match[1]) for match in matches if match}


@pytest.mark.parametrize("name", ["two words", "quote'd", "文档", "a$b`c"])
def test_a_folder_of_any_name_runs_every_block(
    draft: Draft, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A paste that never ran would end with status 0, without output, and leave a file outside the home."""
    # Forked programs have a socket in a folder that is made once, and its path must be short.
    multiprocessing.util.get_temp_dir()
    (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / name))
    before = {path.name for path in tmp_path.iterdir()}
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
    result = run(draft, gateway, "\n".join(page))
    assert [outcome.stdout for _, outcome in result.outcomes] == ["hello\n", "a b\n", "1\n", "2\n"]
    assert {path.name for path in tmp_path.iterdir()} == before | {"snippets"}
    assert not list((tmp_path / name).iterdir())


INNER = """\
import pytest

from tests.gateway import Gateway
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.tests.testing import run


@pytest.mark.parametrize("text", ["raise ValueError(1)\\n", "print(1)\\n"])
def test_inner(tmp_path, text):
    draft = Draft(tmp_path)
    with Gateway() as gateway:
        try:
            run(draft, gateway, draft.block("python", text, name="py/red.py"))
        except PageError as error:
            pytest.fail(str(error), pytrace=False)
"""


def test_a_red_block_ends_one_test_and_not_the_run(tmp_path: Path) -> None:
    """pytest-examples on Python 3.11 turns the first failing example into an INTERNALERROR of the run."""
    inner = tmp_path / "test_inner.py"
    inner.write_text(INNER, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull]
    result = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(inner)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "1 failed, 1 passed" in result.stdout, result.stdout + result.stderr
    place = "draft (en) #draft, python block 1, snippets/py/red.py:1"
    assert f"{place}: the block failed with exit status 1." in result.stdout
    assert "INTERNALERROR" not in result.stdout
