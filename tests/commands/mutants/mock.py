"""Faults of the mock gateway, made from its own source: each is one literal of it that is another."""

import ast
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from tests.reader.programs import PRELOAD
from tests.site.facts import ROOT

FOLDER = ROOT / "tests" / "gateway"
# What only a person who starts the mock sees, and the helpers of its tests.
LEFT_OUT = ("__init__.py", "__main__.py")


@dataclass(frozen=True)
class MockMutant:
    """One module of the mock with another literal: `start` and `end` are offsets in the bytes of `path`."""

    id: str
    path: Path
    start: int
    end: int
    text: str

    def source(self) -> bytes:
        """Return the module's source with the fault."""
        source = self.path.read_bytes()
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants() -> Iterator[MockMutant]:
    """Yield the statuses, messages, types, headers and limits of the mock, each as another one."""
    for path in sorted(FOLDER.glob("*.py")):
        if path.name not in LEFT_OUT:
            yield from _of(path)


def _of(path: Path) -> Iterator[MockMutant]:
    source = path.read_bytes()
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    seen: Counter[str] = Counter()
    for kind, node in _literals(ast.parse(source)):
        start, end = (
            lines[node.lineno - 1] + node.col_offset,
            lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0),
        )
        for text in _others(kind, node.value):
            name = f"{path.name}: {kind} {source[start:end].decode()} is {text}"
            seen[name] += 1
            # Not the line's number, which the list of equivalents could not keep.
            yield MockMutant(name if seen[name] == 1 else f"{name} ({seen[name]})", path, start, end, text)


def _others(kind: str, value: Any) -> Iterator[str]:
    match kind, value:
        case "limit", int():
            yield str(value * 100 or 100)
        case "characters", str():
            yield from (repr(value.replace(character, "")) for character in value)
        case _, int():
            yield str(value + 1)
        case _:
            yield repr(f"{value}x")


def _literals(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """Find the literals that a client could notice: arguments of a Fault or a state, headers, named limits, escaped characters."""
    for statement in tree.body:
        match statement:
            case ast.Assign(value=ast.Constant(value=int()) as value):
                yield "limit", value
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Fault" | "_key" | "_limit" | "_upstream"), args=arguments):
                for argument in arguments:
                    if isinstance(argument, ast.Constant) and argument is not _meaning(node):
                        yield ("status" if isinstance(argument.value, int) else "message"), argument
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if (
                        isinstance(key, ast.Constant)
                        and isinstance(key.value, str)
                        and "-" in key.value
                        and isinstance(value, ast.Constant)
                    ):
                        yield "header", value
            case ast.For(iter=ast.Constant(value=str()) as constant):
                yield "characters", constant


def _meaning(call: ast.Call) -> ast.expr | None:
    """Return the argument that tells an author what a state means: it is no part of an answer."""
    return call.args[0] if isinstance(call.func, ast.Name) and call.func.id != "Fault" and call.args else None


def copy(folder: Path) -> Path:
    """Copy what the mock's own tests need into a folder, and return it."""
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "locks"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def verdict(mutant: MockMutant, copies: "SimpleQueue[Path]", timeout: float) -> str:
    """Run the mock's own tests on a copy with the fault, and return which noticed, "" if none did. `timeout` is in seconds.

    Raises RuntimeError if the tests did not run at all, which says nothing about the fault.
    """
    folder = copies.get()
    path = folder / mutant.path.relative_to(ROOT)
    # Forked from a process that has the providers' SDKs loaded: they take most of the time.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOAD, "pytest", "hypothesis"])
    try:
        path.write_bytes(mutant.source())
        with tempfile.NamedTemporaryFile() as said:
            process = context.Process(target=_run_tests, args=(folder, _concerned(mutant, folder), said.name))
            process.start()
            process.join(timeout)
            if process.exitcode is None:
                process.kill()
                return "the tests hang"
            lines = Path(said.name).read_text(encoding="utf-8").splitlines()
    finally:
        shutil.copy(mutant.path, path)
        copies.put(folder)
    if process.exitcode == pytest.ExitCode.OK:
        return ""
    failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    if process.exitcode not in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED) or not failed:
        raise RuntimeError(f"{mutant.id}: the tests did not run:\n" + "\n".join(lines[-20:]))
    return failed[0]


def _concerned(mutant: MockMutant, folder: Path) -> list[str]:
    """Return the mock's test modules, those first that name what stands on the line of the fault; fuzz minds no wording."""
    source = mutant.path.read_bytes()
    line = source[source.rfind(b"\n", 0, mutant.start) + 1 : source.find(b"\n", mutant.end)].decode()
    words = set(re.findall(r"[\w ]{8,}", line))
    modules = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((folder / "tests" / "gateway" / "tests").glob("test_*.py"))
        if "fuzz" not in path.name
    }
    return sorted(map(str, modules), key=lambda path: -sum(word in modules[Path(path)] for word in words))


def _run_tests(folder: Path, tests: list[str], said: str) -> None:
    """Run the tests of a copy in this process, which ends with pytest's exit status."""
    with open(said, "w", encoding="utf-8") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
        del sys.modules[name]
    options = ["-x", "-q", "--tb=line", "--numprocesses=0", "-p", "no:cacheprovider", "--assert=plain"]
    status = pytest.main([*options, *tests])
    sys.stdout.flush()
    os._exit(status)
