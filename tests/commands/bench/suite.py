"""How long the tests take: the pages of the coding agents alone, and the whole suite."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.reader.pages import built
from tests.site.facts import ROOT

# Seconds.
AGENTS_AIM, WARM_AIM, COLD_AIM = 180, 300, 520


def agents() -> None:
    """Print how long the pages of all coding agents take once, without the runs on other sites."""
    # An agent's page says how to go back to the official endpoint; a library has no setting to take back.
    pages = {
        page.name for page in built().pages for section in page.sections() if section.place.heading == "undo"
    }
    chosen = f"not another_reader and ({' or '.join(sorted(pages))})"
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_walkthroughs.py", "-k", chosen]
    _print_head(f"The pages of {len(pages)} coding agents once")
    _print_row("warm", timed(command, ROOT), AGENTS_AIM)


def suite() -> None:
    """Print how long `make test` takes, warm in this checkout and cold in a new clone."""
    _print_head("The whole suite")
    _print_row("warm", timed(["make", "test"], ROOT), WARM_AIM, "on two quiet cores")
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        _print_row("cold", timed(["make", "test"], clone), COLD_AIM)


def timed(command: list[str], folder: Path) -> float:
    """Return the seconds that a command takes. Raises SystemExit, with what it printed, if it fails."""
    start = time.monotonic()
    result = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{result.stdout[-4000:]}{result.stderr[-4000:]}")
    return time.monotonic() - start


def _print_head(title: str) -> None:
    print(f"\n{title}, seconds")
    print(f"  {'':<6}{'measured':>12}{'aim':>12}")


def _print_row(name: str, seconds: float, aim: int, condition: str = "") -> None:
    print(f"  {name:<6}{seconds:>12.0f}{aim:>12}   {condition}".rstrip(), flush=True)
