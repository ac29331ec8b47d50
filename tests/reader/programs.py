"""Python and Node blocks: each is saved and run in its own process.

A Python process is forked from one that has the SDKs loaded already, because importing them takes ten times
as long as what a block does. The child takes the terminal's environment and folder before any of the page's
code runs, so that nothing leaks in either direction.
"""

import io
import linecache
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pytest_examples import CodeExample, EvalExample

from tests.reader import tracer, traces
from tests.reader.environments import MAIN
from tests.reader.home import NODE
from tests.reader.outcome import Outcome

# What the fork server imports once.
PRELOAD = ["tests.reader.preload"]


@dataclass(frozen=True)
class Program:
    """A saved block: `path` is the file that runs, `source` the snippet that it came from, for tracebacks."""

    text: str
    path: Path
    source: Path
    folder: Path
    environment: Mapping[str, str]


def run_python(program: Program, timeout: float, interpreter: Path = MAIN / "python") -> Outcome:
    """Run a Python block with pytest-examples in a fork of a process that has the clients loaded.

    Another environment lacks both: there the block runs in a new process.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        if interpreter.parent == MAIN:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(PRELOAD)
            outcome = _run_child(context, program, timeout, data)
        else:
            outcome = _run(traces.python_command(interpreter, program.path, data), program, timeout)
        return replace(outcome, trace=traces.python_trace(data))


def run_python_unforked(program: Program, timeout: float) -> Outcome:
    """Run a Python block in a new interpreter: what the fork saves is measured against this."""
    return _run([str(MAIN / "python"), str(program.path)], program, timeout)


def run_node(program: Program, timeout: float) -> Outcome:
    """Run a JavaScript block with the newest Node that the project's lock has."""
    with tempfile.TemporaryDirectory() as folder:
        observed = replace(program, environment={**program.environment, "NODE_V8_COVERAGE": folder})
        outcome = _run([str(NODE / "node"), str(program.path)], observed, timeout)
        return replace(outcome, trace=traces.node_trace(Path(folder), program.path))


def _run(command: list[str], program: Program, timeout: float) -> Outcome:
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=program.folder,
        env=dict(program.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        stdout, stderr = process.communicate(timeout=timeout)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        code = None
    return Outcome(code, stdout, stderr, time.monotonic() - start, _line(program.path.name, stdout + stderr))


def _run_child(
    context: multiprocessing.context.ForkServerContext, program: Program, timeout: float, data: Path
) -> Outcome:
    start = time.monotonic()
    with tempfile.NamedTemporaryFile() as stdout, tempfile.NamedTemporaryFile() as stderr:
        process = context.Process(target=_child, args=(program, stdout.name, stderr.name, data))
        process.start()
        process.join(timeout)
        code = process.exitcode
        if code is None:
            # The child leads its own process group, unless it hangs before it could make one.
            assert process.pid is not None
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.join()
        printed, errors = (
            Path(file.name).read_text(encoding="utf-8", errors="replace") for file in (stdout, stderr)
        )
    return Outcome(code, printed, errors, time.monotonic() - start, _line(program.source.name, errors))


def _child(program: Program, stdout: str, stderr: str, data: Path) -> None:
    """Become the process that a person would start, run the block, and write what it executed to `data`."""
    os.setsid()
    for descriptor, name, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, stdout, os.O_WRONLY),
        (2, stderr, os.O_WRONLY),
    ):
        opened = os.open(name, flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            os.fdopen(descriptor, mode, closefd=False), encoding="utf-8", line_buffering=descriptor == 2
        )
        for descriptor, mode in ((0, "rb"), (1, "wb"), (2, "wb"))
    )
    os.environ.clear()
    os.environ.update(program.environment)
    os.chdir(program.folder)
    tempfile.tempdir = None
    sys.argv = [str(program.path)]
    sys.path.insert(0, str(program.path.parent))
    # What PYTHONWARNINGS says counts when an interpreter starts; this one has started long ago.
    warnings.filterwarnings("error", category=DeprecationWarning, module="__main__")
    # pytest-examples runs a copy, in the folder for temporary files.
    copies = program.environment["TMPDIR"]
    with tracer.observing(lambda name: name.startswith(copies), str(data)):
        code = _run_example(program)
    sys.stdout.flush()
    sys.exit(code)


def _run_example(program: Program) -> int:
    """Run the block as pytest-examples does, and print what it raises as the interpreter would."""
    example = CodeExample.create(program.text, path=program.source, prefix="python")
    # All that EvalExample reads of a request.
    request = SimpleNamespace(config=None, node=SimpleNamespace(nodeid=str(program.source)))
    folder = Path(program.environment["TMPDIR"])
    runner = EvalExample(tmp_path=folder, pytest_request=cast(pytest.FixtureRequest, request))
    try:
        runner.run(example, rewrite_assertions=False)
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            return ending.code or 0
        print(ending.code, file=sys.stderr)
        return 1
    except BaseException as error:  # noqa: BLE001  whatever a block raises, the interpreter would print it
        sys.stdout.flush()
        print(*_traceback(error, program.source), sep="", end="", file=sys.stderr)
        return 1
    return 0


def _traceback(error: BaseException, source: Path) -> list[str]:
    """Format an error with the lines of the snippet that led to it.

    pytest-examples puts the snippet's own lines into the traceback, but with frames whose positions Python
    3.11 cannot read: both pytest and the traceback module end in `RuntimeError: generator raised
    StopIteration`. File and line of each are sound.
    """
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(tempfile.gettempdir()):
        error.filename = str(source)
    lines = ["Traceback (most recent call last):\n"]
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == str(source):
            lines.append(
                f'  File "{source}", line {number}\n    {linecache.getline(str(source), number).strip()}\n'
            )
    return lines + traceback.format_exception_only(error)


def _line(name: str, printed: str) -> int:
    """Return the last line of the block that a traceback names, 0 if there is none."""
    lines = re.findall(rf"{re.escape(name)}(?:\", line |:)(\d+)", printed)
    return int(lines[-1] if name.endswith(".py") else lines[0]) if lines else 0
