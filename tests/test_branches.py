"""Every line and both sides of every branch of what readers copy run: the gate adds up all tests."""

import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.gateway import Gateway
from tests.reader import traces
from tests.reader.home import throwaway
from tests.reader.programs import Program, run_node, run_python
from tests.reader.scenarios import SCENARIOS, Scenario
from tests.reader.snippets import SNIPPETS
from tests.site.facts import ROOT, facts

TIMEOUT = 60  # seconds

Record = Callable[[str, object], None]


@pytest.mark.parametrize("scenario", [pytest.param(scenario, id=scenario.id) for scenario in SCENARIOS])
def test_scenario(scenario: Scenario, gateway: Gateway, record_property: Record) -> None:
    source = SNIPPETS / scenario.snippet
    text = source.read_text(encoding="utf-8")
    for word, other in scenario.words.items():
        assert text.count(word) == 1, f"{scenario.snippet} no longer says {word!r}"
        text = text.replace(word, other)
    state = f"{scenario.state}-" if scenario.state else ""
    keys = {provider["env"]: f"sk-your-{name}-{state}key" for name, provider in facts()["providers"].items()}
    with gateway.session(scenario.id) as session, throwaway(session.env) as home:
        path = home.folder / source.name
        path.write_text(text, encoding="utf-8")
        # What the pages' own `npm install` gets.
        (home.folder / "node_modules").symlink_to(ROOT / ".cache" / "clients" / "node_modules")
        program = Program(text, path, source, home.folder, home.environment | keys)
        outcome = (run_python if source.suffix == traces.PYTHON else run_node)(program, TIMEOUT)
    assert (outcome.stdout, bool(outcome.code)) == (scenario.prints, scenario.raises is not None), (
        outcome.stderr
    )
    if scenario.raises:
        assert scenario.raises in re.sub(r"(?<=X-Request-ID: )[\w-]+", "…", outcome.stderr).splitlines()
    arrived = [request.at for request in session.requests]
    gaps = [later - earlier for earlier, later in itertools.pairwise(arrived)]
    if scenario.gaps:
        assert len(gaps) == len(scenario.gaps)
        assert all(gap >= least for gap, least in zip(gaps, scenario.gaps, strict=True)), gaps
        # No wait is longer than the program says.
        assert max(gaps) < 32
    record_property("traces", [(scenario.snippet, outcome.trace)])


PYTHON = """\
import sys

if len(sys.argv) > 1:
    print(1)
for number in range(2):
    if number:
        print(number)
"""
JAVASCRIPT = """\
const words = process.argv.slice(2);
if (words.length) {
  console.log("many");
}
console.log(words[0] ?? "none");
"""
FUNCTIONS = """\
import json


def f(n):
    if n:
        return json.dumps(n)
    return n


for n in range(2):
    f(n)
"""
COROUTINES = """\
import asyncio


async def numbers():
    for n in range(2):
        await asyncio.sleep(0)
        yield n


async def main():
    async for n in numbers():
        if n:
            print(n)


asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("x.py", PYTHON, ["line 4", "line 3 to line 4"]),
        ("x.mjs", JAVASCRIPT, ["line 3"]),
        ("y.mjs", JAVASCRIPT.replace("words[0] ?? ", "words ?? "), ["line 3", "line 5"]),
        ("y.py", PYTHON.replace("print(1)", "raise ValueError"), ["line 4", "line 3 to line 4"]),
    ],
)
def test_what_did_not_run_is_named(
    tmp_path: Path, gateway: Gateway, name: str, text: str, expected: list[str]
) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    with gateway.session(name) as session, throwaway(session.env) as home:
        path = home.folder / name
        path.write_text(text, encoding="utf-8")
        program = Program(text, path, source, home.folder, home.environment)
        outcome = (run_python if source.suffix == traces.PYTHON else run_node)(program, TIMEOUT)
    assert outcome.code == 0, outcome.stderr
    assert outcome.trace is not None
    assert traces.missing({source: [outcome.trace]}) == {source: expected}
    assert traces.missing({source: []}) == {source: ["no run"]}


@pytest.mark.parametrize("text", [FUNCTIONS, COROUTINES], ids=["functions", "coroutines"])
def test_the_tracer_sees_what_coverage_sees(tmp_path: Path, text: str) -> None:
    """The same program, by both: lines, branches, functions, and the way out of each."""
    program = tmp_path / "x.py"
    program.write_text(text, encoding="utf-8")
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    subprocess.run(traces.python_command(Path(sys.executable), program, ours), check=True)
    command = [
        "-m",
        "coverage",
        "run",
        "--branch",
        f"--data-file={theirs}",
        f"--include={program}",
        str(program),
    ]
    subprocess.run([sys.executable, *command], check=True, cwd=tmp_path)
    seen = CoverageData(basename=str(theirs))
    seen.read()
    assert traces.python_trace(ours) == sorted(seen.arcs(str(program.resolve())) or [])
