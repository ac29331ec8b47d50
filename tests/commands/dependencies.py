"""The table of dependencies, tests/locks/README.md, compared with what the project asks for and imports.

The clients that pages show are not in it: each is there because its page is.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TABLE = "tests/locks/README.md"
# The headings of its tables; of Python's two, which one says whether this code imports the package.
IMPORTED, RUN = "Imported", "Run, or named in a configuration"
HEADINGS = (IMPORTED, RUN, "Of npm")
GROUPS = ("everywhere", "site", "test", "check")
MANIFESTS = (
    "package.json",
    *(f"tests/locks/{name}/package.json" for name in ("checks", "lighthouse", "node")),
)


def faults(root: Path, modules: Iterable[ast.Module]) -> Iterator[str]:
    """Yield what the table lacks, has too much or has in the wrong place, a line each."""
    text = (root / TABLE).read_text(encoding="utf-8")
    rows = {
        name: (number, heading)
        for number, heading, row in _rows(text)
        for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }
    python, asked = _python(root), _python(root) | _npm(root)
    for name in sorted(asked - rows.keys()):
        yield f"{TABLE}:1: {name} is not in the table. Say why it is there, and what would replace it."
    for name in sorted(rows.keys() - asked):
        yield f"{TABLE}:{rows[name][0]}: no package.json and no group asks for {name}. Remove it."
    imported = _imported(modules)
    for name in sorted(python & rows.keys()):
        number, heading = rows[name]
        if heading == IMPORTED and name not in imported:
            yield f"{TABLE}:{number}: nothing imports {name}. Remove it, or move its row to {RUN!r}."
        if heading == RUN and name in imported:
            yield f"{TABLE}:{number}: {name} is imported. Move its row to {IMPORTED!r}."


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the heading above, and the text of each row that begins with a package."""
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("| `") and heading in HEADINGS:
            yield number, heading, line


def _python(root: Path) -> set[str]:
    groups = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    return {Requirement(package).name for group in GROUPS for package in groups.get(group, [])}


def _npm(root: Path) -> set[str]:
    names: set[str] = set()
    for manifest in MANIFESTS:
        if (root / manifest).exists():
            project = json.loads((root / manifest).read_text(encoding="utf-8"))
            for kind in ("dependencies", "devDependencies", "optionalDependencies"):
                names |= project.get(kind, {}).keys()
    return names


def _imported(modules: Iterable[ast.Module]) -> set[str]:
    """Return the distributions whose modules are imported."""
    distributions = _distributions()
    found: set[str] = set()
    for tree in modules:
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                found.update(distributions.get(name.partition(".")[0], []))
    return {canonicalize_name(name) for name in found}


@cache
def _distributions() -> Mapping[str, list[str]]:
    """Return the distributions that bring each module, as they are installed here."""
    return packages_distributions()
