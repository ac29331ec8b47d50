"""What no linter knows of this repository: each fault with its file and line, and what to do.

`make check` runs it; CONTRIBUTING.md has the map of the rooms.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.commands import citations, dependencies
from tests.site.facts import ROOT
from tests.site.sources import tracked

ROOMS = ("browser", "commands", "gateway", "powershell", "reader", "setup", "site", "words")
# What every room shares, and the promise itself.
TOP = (
    "__init__.py",
    "conftest.py",
    "test_branches.py",
    "test_powershell.py",
    "test_unasked.py",
    "test_walkthroughs.py",
)
LONGEST_LINE, LONGEST_MODULE, LONGEST_TEST_MODULE, LONGEST_FUNCTION = 110, 220, 300, 45
CODE = (".css", ".html", ".js", ".md", ".mjs", ".py", ".toml", ".yml", "")
# A page's paragraph is a line, a snippet has its reader's style, a lock is written by a tool.
UNWRAPPED = ("docs/", "snippets/", "tests/locks/", "LICENSE")


def faults(root: Path, files: Iterable[Path]) -> list[str]:
    """Return the faults of these files, which are below `root`, a line each."""
    found: list[str] = []
    modules: list[ast.Module] = []
    for path in sorted(files):
        name = path.relative_to(root).as_posix()
        if path.suffix not in CODE or name.startswith(UNWRAPPED):
            continue
        text = path.read_text(encoding="utf-8")
        found += [f"{name}:{line}: {what}" for line, what in _of_file(root, name, text)]
        if path.suffix == ".py":
            modules.append(ast.parse(text))
    return [*found, *dependencies.faults(root, modules)]


def _of_file(root: Path, name: str, text: str) -> Iterator[tuple[int, str]]:
    yield from _lines(name, text)
    if name.endswith(".py"):
        tree = ast.parse(text)
        yield from _rooms(name, tree)
        yield from _lengths(name, text, tree)
        if name.startswith("tests/gateway/"):
            specification = (root / "tests" / "gateway" / "README.md").read_text(encoding="utf-8")
            yield from citations.unknown(text, specification)
        if name.startswith("overrides/hooks/"):
            yield from _pages(tree, _page_names(root))


def _lines(name: str, text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        # A row of a Markdown table cannot be wrapped.
        if len(line) > LONGEST_LINE and not (name.endswith(".md") and line.startswith(("|", "!["))):
            yield number, f"the line has {len(line)} characters, {LONGEST_LINE} are allowed. Wrap it."


def _rooms(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    parts = name.split("/")
    if parts[0] != "tests":
        return
    if len(parts) == 2:
        if parts[1] not in TOP:
            rooms = ", ".join(ROOMS)
            yield 1, f"the module is in no room. Move it to one of {rooms} below tests/ (CONTRIBUTING.md)."
        return
    room, file = parts[1], parts[-1]
    if room not in ROOMS:
        yield (
            1,
            f"tests/{room} is no room. Use one of {', '.join(ROOMS)}, or name the new one in conventions.py.",
        )
    elif file.startswith("test_") and parts[2:-1] != ["tests"]:
        yield 1, f"a test module is among the modules that it tests. Move it to tests/{room}/tests/."
    elif file.startswith("test_") and not any(
        module.startswith(f"tests.{room}") for module in _imports(tree)
    ):
        yield 1, f"the module imports nothing of tests/{room}. Move it to the room of what it tests."


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _lengths(name: str, text: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    is_test = "/tests/" in name or name.rpartition("/")[2].startswith("test_")
    most = LONGEST_TEST_MODULE if is_test else LONGEST_MODULE
    lines = text.count("\n")
    if lines > most:
        yield most, f"the module has {lines} lines, {most} are allowed. Split it by idea."
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                what = f"{node.name} has {length} lines, {LONGEST_FUNCTION} are allowed"
                yield node.lineno, f"{what}. Take a part of it out."


def _page_names(root: Path) -> set[str]:
    """Return how a hook could name a page: its source and its address."""
    sources = [path.relative_to(root / "docs" / "en") for path in (root / "docs" / "en").rglob("*.md")]
    pages = [source for source in sources if source.name != "index.md"]
    return {name for page in pages for name in (page.as_posix(), f"{page.with_suffix('').as_posix()}/")}


def _pages(tree: ast.Module, names: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in names:
            remedy = "Let the page say in its front matter what it is, and read that."
            yield node.lineno, f"the hook knows the page {node.value!r} by name. {remedy}"


def main() -> int:
    """Print the faults of the repository. Return 1 if there are any."""
    found = faults(ROOT, tracked())
    for line in found:
        print(line)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
