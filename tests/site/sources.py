"""The files that the site is made from, and what the Markdown of a page is made of."""

import re
import subprocess
from pathlib import Path

from tests.site.facts import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
SNIPPETS = sorted(path for path in (ROOT / "snippets").rglob("*") if path.is_file())

# A fenced block, from its opening line to its closing one.
FENCE = re.compile(r"^( *)```[^\n]*\n.*?^\1```$", re.DOTALL | re.MULTILINE)
# A heading: its level, and its id with the space before it.
HEADING = re.compile(r"^(#{1,6}) .*?( \{#[a-z0-9-]+\})?$", re.MULTILINE)


def relative(path: Path) -> str:
    """Return a path as a contributor names it, "docs/en/faq.md"."""
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """Return every file of the repository that exists, those that git does not know yet among them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]
