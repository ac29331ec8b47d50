"""What pages install: exactly the locked releases, whatever the registry has, and once a run."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from overrides.hooks.locks import version
from tests.gateway import Gateway
from tests.reader import registry
from tests.reader.draft import Draft
from tests.reader.environments import MAIN, MAIN_GROUPS, groups
from tests.reader.errors import PageError
from tests.reader.installs import Install, Installed, installs, only_installs
from tests.reader.outcome import Outcome
from tests.reader.pages import Site
from tests.reader.visit import Reader
from tests.setup.tests.played import Day, PlayedRegistry
from tests.site.facts import ROOT
from tests.site.sources import relative

LOCKS = ROOT / "tests" / "locks"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("npm install openai", [Install("npm", "openai")]),
        ("npm install -g @openai/codex", [Install("npm", "@openai/codex", is_global=True)]),
        (
            "npm i --global cline@3.0.65 x",
            [Install("npm", "cline", is_global=True), Install("npm", "x", is_global=True)],
        ),
        ("npm install ai @ai-sdk/google", [Install("npm", "ai"), Install("npm", "@ai-sdk/google")]),
        ('pip install "pydantic-ai-slim[openai]"', [Install("pip", "pydantic-ai-slim")]),
        ("python3 -m pip install --upgrade Google_GenAI>=1 llm", []),
        ("python3 -m pip install --upgrade 'Google_GenAI>=1' llm", []),
        (
            'python3 -m pip install --upgrade "Google_GenAI>=1" llm',
            [Install("pip", "google-genai"), Install("pip", "llm")],
        ),
        ("echo 1\npip install httpx\n", [Install("pip", "httpx")]),
        ("npm installed x", []),
        ("echo npm install x", []),
    ],
)
def test_install_lines_are_read(text: str, expected: list[Install]) -> None:
    assert installs(text) == expected


@pytest.mark.parametrize("text", ["npm install -g cline\n", "npm install -g cline\n\npip install llm\n"])
def test_a_block_may_only_install(text: str) -> None:
    assert only_installs(text)


@pytest.mark.parametrize(
    "text",
    [
        "npm install -g cline\nexport A=1\n",
        "npm install -g cline && cline --version\n",
        "npm install -g cline; false\n",
        "pip install llm | tail -1\n",
        "pip install $(cat list)\n",
    ],
)
def test_what_else_a_block_does_is_seen(text: str) -> None:
    assert not only_installs(text)


def outcomes(
    draft: Draft, gateway: Gateway, *blocks: str, installed: Installed | None = None
) -> list[Outcome]:
    [walkthrough] = draft.walkthroughs("\n".join(blocks))
    result = Reader(gateway, folder=draft.snippets, installed=installed).run(walkthrough)
    return [outcome for _, outcome in result.outcomes]


def locked(lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock has of each package."""
    return {
        name: {entry["version"] for entry in entries.values()}
        for name, entries in registry.releases(LOCKS / lock / "package-lock.json").items()
    }


@pytest.mark.parametrize("day", [Day.NEWER, Day.UNREACHABLE])
def test_npm_install_gets_exactly_the_locked_releases(
    draft: Draft, gateway: Gateway, monkeypatch: pytest.MonkeyPatch, day: Day
) -> None:
    """For the packages that the page names, and for all that these need, without the machine's registry."""
    asked = json.loads((LOCKS / "clients" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    # The pages' own walkthroughs install the rest.
    clients = ["@ai-sdk/google", "@ai-sdk/openai", "ai"] if day is Day.NEWER else ["@ai-sdk/google"]
    releases = [(name, release) for name in asked for release in ("1.0.0", "99.0.0")]
    with PlayedRegistry(day, releases) as played:
        for name in ("npm_config_registry", "NPM_CONFIG_REGISTRY", "PIP_INDEX_URL", "UV_DEFAULT_INDEX"):
            monkeypatch.setenv(name, played.url)
        _, show, *_ = outcomes(
            draft,
            gateway,
            draft.block("bash", f"npm install {' '.join(clients)}\n"),
            draft.block("bash", "cat node_modules/.package-lock.json\n"),
            draft.block("bash", "pip install openai\n"),
        )
    assert played.asked == []
    packages = json.loads(show.stdout)["packages"]
    for path, entry in packages.items():
        assert entry["version"] in locked("clients")[path.rpartition("node_modules/")[2]], path
    assert {name: packages[f"node_modules/{name}"]["version"] for name in clients} == {
        name: version(ROOT, "npm", name) for name in clients
    }


VERSIONS = """\
import json, sys
from importlib.metadata import version
print(json.dumps({name: version(name) for name in sys.argv[1:]}))
"""


@pytest.mark.parametrize("lock", [lock for lock in groups() if lock != "everywhere"])
def test_pip_install_finds_the_locked_releases(lock: str) -> None:
    """They are in place already, so the page's line has nothing to resolve."""
    packages = groups()[lock]
    folder = MAIN if lock in MAIN_GROUPS else ROOT / ".cache" / "venvs" / lock / "bin"
    result = subprocess.run(
        [folder / "python", "-c", VERSIONS, *packages], check=True, capture_output=True, text=True
    )
    text = (LOCKS / f"{'python' if lock in MAIN_GROUPS else lock}.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", text, re.MULTILINE))
    assert json.loads(result.stdout) == {name: locked[name] for name in packages}


def test_npm_install_global_looks_up_the_locked_releases(draft: Draft, gateway: Gateway, site: Site) -> None:
    agents = json.loads((LOCKS / "agents" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    texts = {step.block.text for walkthrough in site.walkthroughs() for step in walkthrough.steps}
    lines = [install for text in texts for install in installs(text)]
    assert {install.package for install in lines if install.is_global} == agents.keys()
    # Each agent's own walkthrough looks up the rest.
    names = ["@google/gemini-cli", "@openai/codex"]
    [outcome] = outcomes(draft, gateway, draft.block("bash", f"npm install -g {' '.join(names)}\n"))
    added = dict(re.findall(r"^add (\S+) (\S+)$", outcome.stdout, re.MULTILINE))
    assert {name: added[name] for name in names} == {name: version(ROOT, "npm", name) for name in names}


def test_an_install_runs_once_a_run_and_its_files_stay(
    draft: Draft, gateway: Gateway, tmp_path: Path
) -> None:
    """In the next run npm looks everything up again, and finds the files in place."""
    runs = [Installed(tmp_path / run / "installed", tmp_path / "made") for run in ("first", "second")]
    blocks = [
        draft.block("bash", "npm install @ai-sdk/google\n"),
        draft.block(
            "javascript",
            'import { google } from "@ai-sdk/google";\n\nconsole.log(typeof google);\n',
            title="x.mjs",
        ),
        draft.block("bash", "ls -A\n"),
    ]
    first, again, next_run = (
        [outcome.stdout for outcome in outcomes(draft, gateway, *blocks, installed=installed)]
        for installed in (runs[0], *runs)
    )
    assert again == first[1:] == next_run[1:]
    assert again[0] == "function\n"
    assert again[1].split() == ["node_modules", "package-lock.json", "package.json", "x.mjs"]
    looked_up = f"add @ai-sdk/google {version(ROOT, 'npm', '@ai-sdk/google')}"
    assert [looked_up in output.splitlines() for output in (first[0], next_run[0])] == [False, True]


def test_a_failed_install_is_not_kept(draft: Draft, gateway: Gateway, tmp_path: Path) -> None:
    installed = Installed(tmp_path / "run" / "installed")
    block = draft.block("bash", "npm install leftpad\n", name="a")
    for _ in range(2):
        with pytest.raises(PageError, match="the block failed with exit status 1"):
            outcomes(draft, gateway, block, installed=installed)


def test_an_install_line_does_not_excuse_the_rest_of_its_block(
    draft: Draft, gateway: Gateway, tmp_path: Path
) -> None:
    """Such a block runs whole each time: what is beside the install runs, and may fail."""
    installed = Installed(tmp_path / "run" / "installed")
    failing = draft.block("bash", "pip install openai\nfalse\n", name="failing.sh")
    page = [
        draft.block("bash", "pip install openai\nexport SEEN=yes\n"),
        draft.block("bash", 'echo "$SEEN"\n'),
    ]
    for _ in range(2):
        assert outcomes(draft, gateway, *page, installed=installed)[-1].stdout == "yes\n"
    for _ in range(2):
        with pytest.raises(PageError, match=r"failing.sh:2: the block failed with exit status 1"):
            outcomes(draft, gateway, failing, installed=installed)


def test_a_package_that_no_lock_has_is_named(draft: Draft, gateway: Gateway) -> None:
    with pytest.raises(PageError) as caught:
        outcomes(draft, gateway, draft.block("bash", "npm install leftpad\n"))
    message = "tests/locks/clients has no leftpad. Add it to its package.json, run `make lock`."
    assert message in caught.value.evidence


@pytest.mark.parametrize(
    "lock", [ROOT / "package-lock.json", *sorted(LOCKS.glob("*/package-lock.json"))], ids=relative
)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    del packages[""]
    without = [
        path for path, entry in packages.items() if "integrity" not in entry and not entry.get("inBundle")
    ]
    assert not without, "npm lost the hashes. Run `make lock`, which starts from nothing."
    assert not [path for path, entry in packages.items() if "resolved" in entry]
