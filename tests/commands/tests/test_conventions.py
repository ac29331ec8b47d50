"""`make check` names the line of what breaks a convention, and says what to do."""

from pathlib import Path

import pytest

from tests.commands import citations
from tests.commands.conventions import faults

SPECIFICATION = (
    "## 2. Answers\n\n### 2.5 Keys\n\n| 0 | blocked |\n| 15 | limit |\n\n### 3.4 `usage`, 3.5 `daily`\n"
)
PROJECT = '[dependency-groups]\ntest = ["pytest>=9"]\n'
TABLE = "## Imported\n\n| `pytest` | runs the tests |\n\n## Run, or named in a configuration\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that keeps every convention."""
    write(tmp_path, "pyproject.toml", PROJECT)
    write(tmp_path, "package.json", "{}")
    write(tmp_path, "tests/locks/README.md", TABLE)
    write(tmp_path, "tests/gateway/README.md", SPECIFICATION)
    write(tmp_path, "docs/en/faq.md", "# FAQ\n")
    write(tmp_path, "docs/en/index.md", "# Home\n")
    return tmp_path


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_repository_that_keeps_them_has_no_faults(root: Path) -> None:
    kept = write(root, "tests/reader/tests/test_x.py", "import pytest\n\nfrom tests.reader import x\n")
    assert faults(root, [kept, *root.rglob("*.md")]) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        pytest.param("tests/x.py", "", "1: the module is in no room. Move it to one of", id="no room"),
        pytest.param("tests/other/x.py", "", "1: tests/other is no room. Use one of", id="unknown room"),
        pytest.param(
            "tests/reader/test_x.py",
            "from tests.reader import x\n",
            "1: a test module is among the modules that it tests. Move it to tests/reader/tests/.",
            id="test beside product",
        ),
        pytest.param(
            "tests/reader/tests/test_x.py",
            "from tests.gateway import x\n",
            "1: the module imports nothing of tests/reader. Move it to the room of what it tests.",
            id="test of another room",
        ),
        pytest.param(
            "overrides/hooks/x.py",
            "A = 1\nB = 'faq.md'\n",
            "2: the hook knows the page 'faq.md' by name. Let the page say in its front matter",
            id="page by source",
        ),
        pytest.param(
            "overrides/hooks/x.py", "A = 'faq/'\n", "1: the hook knows the page 'faq/'", id="page by address"
        ),
        pytest.param(
            "overrides/x.css", f"/* {'x' * 110} */\n", "1: the line has 116 characters, 110", id="long line"
        ),
        pytest.param(
            "tests/reader/x.py", "A = 1\n" * 221, "220: the module has 221 lines, 220", id="long module"
        ),
        pytest.param(
            "tests/reader/x.py",
            "def f():\n" + "    a = 1\n" * 45,
            "1: f has 46 lines, 45 are allowed",
            id="long function",
        ),
        pytest.param(
            "tests/gateway/x.py",
            "A = 1  # 2.6\n",
            "1: tests/gateway/README.md has no section 2.6. Cite one that exists, or write it.",
            id="section",
        ),
        pytest.param(
            "tests/gateway/x.py",
            "# 2.5 row 7\n",
            "1: section 2.5 of tests/gateway/README.md has no row 7",
            id="row",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(root: Path, name: str, text: str, fault: str) -> None:
    module = write(root, "tests/conftest.py", "import pytest\n")
    [found] = faults(root, [write(root, name, text), module])
    assert found.startswith(f"{name}:{fault}")


@pytest.mark.parametrize(
    ("project", "table", "source", "fault"),
    [
        (
            PROJECT.replace('"]', '", "httpx"]'),
            TABLE,
            "import pytest",
            "1: httpx is not in the table. Say why",
        ),
        (PROJECT.replace("pytest>=9", "lxml"), TABLE, "", "3: no package.json and no group asks for pytest."),
        (PROJECT, TABLE, "", "3: nothing imports pytest. Remove it, or move its row to 'Run, or"),
        (
            PROJECT,
            TABLE.replace("Imported", "Run, or named in a configuration"),
            "import pytest",
            "3: pytest is imported",
        ),
    ],
    ids=["not in the table", "not asked for", "not imported", "imported"],
)
def test_the_table_of_dependencies_is_right(
    root: Path, project: str, table: str, source: str, fault: str
) -> None:
    write(root, "pyproject.toml", project)
    write(root, "tests/locks/README.md", table)
    module = write(root, "tests/conftest.py", f"{source}\n")
    assert [line for line in faults(root, [module]) if line.startswith(f"tests/locks/README.md:{fault}")]


@pytest.mark.parametrize(
    "text",
    [
        '"""Keys (2.5 rows 0-15)."""\n',
        "# 2.5, 3.4 and 3.5\n",
        "A = 2.7\n",
        "# gemini-2.7-pro, version 2.7.1, HTTP/2.7\n",
        'A = "2.7"\n',
    ],
)
def test_what_is_cited_or_no_citation_at_all(text: str) -> None:
    assert list(citations.unknown(text, SPECIFICATION)) == []
