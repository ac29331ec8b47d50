"""Faults of the mock gateway, made from its source: each is another value for one of its literals."""

import ast
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.reader.programs import PRELOAD
from tests.site.facts import ROOT

FOLDER = ROOT / "tests" / "gateway"
# Only a person who starts the mock sees what is in these.
LEFT_OUT = ("__init__.py", "__main__.py")


@dataclass(frozen=True)
class MockMutant:
    """A module of the mock with another literal, `text`, in the bytes of `path` from `start` to `end`."""

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
    """Yield a fault or more for each status, message, type, header and limit of the mock."""
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
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = lines[node.lineno - 1] + node.col_offset
        end = lines[node.end_lineno - 1] + node.end_col_offset
        for text in _others(kind, node.value):
            name = f"{path.name}: {kind} {source[start:end].decode()} is {text}"
            seen[name] += 1
            # A number tells equal names apart: that of the line would change with every edit.
            number = "" if seen[name] == 1 else f" ({seen[name]})"
            yield MockMutant(f"{name}{number}", path, start, end, text)


def _others(kind: str, value: object) -> Iterator[str]:
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
    """Yield the literals that a client could notice, each with its kind."""
    for statement in tree.body:
        match statement:
            case ast.Assign(value=ast.Constant(value=int()) as limit):
                yield "limit", limit
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Fault"), args=arguments):
                yield from _said(arguments)
            case ast.Call(func=ast.Name(id="_key" | "_limit" | "_upstream"), args=[_, *arguments]):
                # The first one tells an author what the state means, and is no part of an answer.
                yield from _said(arguments)
            case ast.Dict():
                yield from _headers(node)
            case ast.For(iter=ast.Constant(value=str()) as characters):
                yield "characters", characters


def _said(arguments: Sequence[ast.expr]) -> Iterator[tuple[str, ast.Constant]]:
    """Yield the literals among the arguments of a Fault or a state of a key."""
    for argument in arguments:
        if isinstance(argument, ast.Constant):
            yield ("status" if isinstance(argument.value, int) else "message"), argument


def _headers(dictionary: ast.Dict) -> Iterator[tuple[str, ast.Constant]]:
    """Yield the values of header fields, whose names have a hyphen."""
    for key, value in zip(dictionary.keys, dictionary.values, strict=True):
        match key, value:
            case ast.Constant(value=str() as name), ast.Constant() if "-" in name:
                yield "header", value


def copy(folder: Path) -> Path:
    """Copy what the mock's own tests need into a folder, and return it."""
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__", "locks"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def verdict(mutant: MockMutant, copies: SimpleQueue[Path], timeout: float) -> str:
    """Run the mock's own tests on a copy with the fault. Return which noticed it, "" if none did.

    `timeout` is in seconds. Raises RuntimeError if the tests did not run, which says nothing about the fault.
    """
    folder = copies.get()
    path = folder / mutant.path.relative_to(ROOT)
    # Forked from a process that has the providers' SDKs loaded: they take most of the time.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOAD, "pytest", "hypothesis"])
    try:
        path.write_bytes(mutant.source())
        with tempfile.NamedTemporaryFile() as output:
            arguments = (folder, _concerned(mutant, folder), output.name)
            process = context.Process(target=_run_tests, args=arguments)
            process.start()
            process.join(timeout)
            if process.exitcode is None:
                process.kill()
                return "the tests hang"
            lines = Path(output.name).read_text(encoding="utf-8").splitlines()
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
    """Return the mock's test modules, those first that have words of the line with the fault.

    Fuzzing is left out: it checks no wording.
    """
    source = mutant.path.read_bytes()
    line = source[source.rfind(b"\n", 0, mutant.start) + 1 : source.find(b"\n", mutant.end)].decode()
    words = set(re.findall(r"[\w ]{8,}", line))
    modules = {
        path: path.read_text(encoding="utf-8")
        for path in sorted((folder / "tests" / "gateway" / "tests").glob("test_*.py"))
        if "fuzz" not in path.name
    }
    return sorted(map(str, modules), key=lambda path: -sum(word in modules[Path(path)] for word in words))


def _run_tests(folder: Path, tests: list[str], output: str) -> None:
    """Run the tests of a copy in this process, which ends with pytest's exit status."""
    with open(output, "w", encoding="utf-8") as file:
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
