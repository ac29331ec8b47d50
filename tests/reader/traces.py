"""Which lines and branches of published snippets ran, and which did not.

A snippet runs in many walkthroughs, each time as a file of another folder. A run leaves what it executed
(`Trace`), by our tracer for Python and Node's own coverage for JavaScript; the gate adds up the traces of a
snippet, and names what no run has reached. What could run, coverage.py knows.
"""

import itertools
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coverage import Coverage, CoverageData

from tests.reader.outcome import Trace

TRACER = Path(__file__).with_name("tracer.py")
PYTHON, JAVASCRIPT = ".py", ".mjs"


def python_command(interpreter: Path, program: Path, data: Path) -> list[str]:
    """Return the command that runs a program in another environment and writes what it executed to `data`."""
    return [str(interpreter), str(TRACER), str(data), str(program)]


def python_trace(data: Path) -> Trace:
    """Return what tracer.py wrote, an empty trace if the program was killed before."""
    if not data.exists():
        return []
    return [(start, end) for start, end in json.loads(data.read_text(encoding="utf-8"))]


def node_trace(folder: Path, program: Path) -> Trace:
    """Return what Node wrote into NODE_V8_COVERAGE: Profiler.FunctionCoverage of the DevTools protocol."""
    for report in folder.glob("coverage-*.json"):
        for script in json.loads(report.read_text(encoding="utf-8"))["result"]:
            if script["url"] == program.as_uri():
                return _unrun(script["functions"])
    return []


def _unrun(functions: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the ranges of characters that did not run: an inner range counts for itself."""
    ranges = [range_ for function in functions for range_ in function["ranges"]]
    counts: dict[int, int] = {}
    # The widest first, so that what is inside comes after what is around it.
    for range_ in sorted(ranges, key=lambda range_: range_["startOffset"] - range_["endOffset"]):
        counts.update(dict.fromkeys(range(range_["startOffset"], range_["endOffset"]), range_["count"]))
    unrun = sorted(offset for offset, count in counts.items() if not count)
    runs = [list(group) for _, group in itertools.groupby(enumerate(unrun), lambda pair: pair[1] - pair[0])]
    return [(run[0][1], run[-1][1] + 1) for run in runs]


def missing(traces: Mapping[Path, Sequence[Trace]]) -> dict[Path, list[str]]:
    """Return what no run of each snippet has executed: `line 18`, `line 12 to line 15`, or `no run`."""
    found = {source: ["no run"] for source, ran in traces.items() if not ran}
    python = {
        source: {arc for trace in ran for arc in trace}
        for source, ran in traces.items()
        if ran and source.suffix == PYTHON
    }
    found |= _missing_python(python)
    found |= {
        source: _missing_javascript(source, ran)
        for source, ran in traces.items()
        if ran and source.suffix == JAVASCRIPT
    }
    return {source: lines for source, lines in found.items() if lines}


def _missing_python(arcs: Mapping[Path, set[tuple[int, int]]]) -> dict[Path, list[str]]:
    if not arcs:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        data = CoverageData(basename=str(Path(folder) / "data"))
        data.add_arcs({str(source): ran for source, ran in arcs.items()})
        data.write()
        coverage = Coverage(data_file=data.data_filename(), branch=True, config_file=False, messages=False)
        coverage.load()
        coverage.json_report(outfile=str(Path(folder) / "report.json"))
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    found = {}
    for name, file in report["files"].items():
        lines = file["missing_lines"]
        branches = [(start, end) for start, end in file["missing_branches"] if start not in lines]
        found[Path(name).resolve()] = [
            *(f"line {line}" for line in lines),
            *(f"line {start} to {f'line {end}' if end > 0 else 'its end'}" for start, end in branches),
        ]
    return found


def _missing_javascript(source: Path, traces: Sequence[Trace]) -> list[str]:
    text = source.read_text(encoding="utf-8")
    unrun = set.intersection(
        *({offset for start, end in trace for offset in range(start, end)} for trace in traces)
    )
    lines = {
        text.count("\n", 0, offset) + 1
        for offset in unrun
        if not text[offset].isspace() and text[offset] not in "{}();"
    }
    return [f"line {line}" for line in sorted(lines)]
