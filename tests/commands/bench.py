"""Measure what the docs cost to run: `make bench`, or `make bench ARGS="block build"`. Every figure is a ratio of two runs of the same minute."""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from tests.commands import bench_browser as browser
from tests.gateway import Gateway
from tests.reader.clients import FOLDER
from tests.reader.home import throwaway
from tests.reader.pages import built
from tests.reader.programs import Program, run_python, run_python_afresh
from tests.site.build import LANGUAGES, build, copy_sources
from tests.site.facts import ROOT, configuration, navigation

REPEATS = 10


def block() -> None:
    """A Python block, forked from a process that has the clients loaded, against the same block as a fresh process."""
    print(
        "\nOne Python block in the reader, isolated, milliseconds (median of",
        REPEATS,
        "pairs; aim: 8 times less)",
    )
    print(f"  {'block':<36}{'forked':>9}{'fresh':>9}{'ratio':>8}")
    keys = {
        f"TOKENFORME_{provider}_KEY": f"sk-your-{provider.lower()}-key"
        for provider in ("OPENAI", "ANTHROPIC", "GEMINI")
    }
    with Gateway() as gateway:
        for source in sorted((ROOT / "snippets").glob("*-python/*.py")):
            forked, fresh = [], []
            # The first pair pays for starting the fork server and is not counted.
            for _ in range(REPEATS + 1):
                for runner, times in ((run_python, forked), (run_python_afresh, fresh)):
                    with gateway.session(source.stem) as session, throwaway(session.env) as home:
                        path = home.folder / source.name
                        path.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
                        outcome = runner(
                            Program(
                                path.read_text(encoding="utf-8"),
                                path,
                                source,
                                home.folder,
                                home.environment | keys,
                            ),
                            60,
                        )
                    if outcome.code != 0:
                        raise SystemExit(f"{source}: {outcome.printed}")
                    times.append(outcome.seconds * 1000)
            ours, theirs = statistics.median(forked[1:]), statistics.median(fresh[1:])
            print(
                f"  {source.relative_to(ROOT / 'snippets')!s:<36}{ours:>9.0f}{theirs:>9.0f}{theirs / ours:>7.1f}×"
            )


def pages() -> None:
    """Build the site with more and more pages: copies of the longest chapter, in every language."""
    print("\nBuilding the site, seconds (aim: linear)")
    print(f"  {'pages':>7}{'seconds':>10}{'ms a page':>11}")
    for count in (6, 60, 600):
        with tempfile.TemporaryDirectory() as folder:
            config = grown(Path(folder), count)
            start = time.monotonic()
            # Not strictly: six pages lack some that they link to.
            build(Path(folder) / "site", config, strict=False)
            seconds = time.monotonic() - start
        total = count * len(LANGUAGES)
        print(f"  {total:>7}{seconds:>10.1f}{seconds * 1000 / total:>11.0f}", flush=True)


def grown(folder: Path, count: int) -> Path:
    """Copy the project with `count` pages in each language, and give its configuration."""
    config = copy_sources(folder)
    text = config.read_text(encoding="utf-8")
    nav = list(configuration()["nav"])
    # Fewer pages than the site has stay fewer by leaving the clients' own pages out.
    for path in navigation():
        if path.startswith(FOLDER) and not path.endswith("index.md"):
            for language in LANGUAGES:
                (folder / "docs" / language / path).unlink()
    nav = [
        entry if isinstance(next(iter(entry.values())), str) else {next(iter(entry)): f"{FOLDER}index.md"}
        for entry in nav
    ]
    for number in range(count - len(nav)):
        for language in LANGUAGES:
            shutil.copy(
                folder / "docs" / language / "billing.md", folder / "docs" / language / f"billing-{number}.md"
            )
        nav.append({f"Billing {number}": f"billing-{number}.md"})
    start, end = text.index("\nnav:\n"), text.index("\nplugins:\n")
    config.write_text(text[:start] + "\n" + yaml.safe_dump({"nav": nav}) + text[end:], encoding="utf-8")
    return config


def agents() -> None:
    """Run every coding agent's page once, warm: each config and prompt, without the runs for other sites and models."""
    # An agent's page says how to go back to the official endpoint; a library has no setting to take back.
    pages = sorted(
        {
            page.name
            for page in built().pages
            for section in page.sections()
            if section.place.heading == "undo"
        }
    )
    chosen = " or ".join(pages)
    print(f"\nThe pages of {len(pages)} coding agents once, seconds")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "tests/test_walkthroughs.py",
        "-k",
        f"not another_reader and ({chosen})",
    ]
    print(f"  {'warm':<6}{timed(command, ROOT):>8.0f}   (aim: 180)", flush=True)


def suite() -> None:
    """Run the whole test command, warm in this checkout and cold in a fresh clone."""
    print("\nThe whole suite, seconds")
    print(f"  {'warm':<6}{timed(['make', 'test'], ROOT):>8.0f}   (aim: 300, on two quiet cores)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        print(f"  {'cold':<6}{timed(['make', 'test'], clone):>8.0f}   (aim: 520)", flush=True)


def timed(command: list[str], folder: Path) -> float:
    start = time.monotonic()
    result = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{result.stdout[-4000:]}{result.stderr[-4000:]}")
    return time.monotonic() - start


PARTS: dict[str, Callable[[], None]] = {
    "block": block,
    "build": pages,
    "search": browser.search,
    "weight": browser.weight,
    "lighthouse": browser.lighthouse,
    "agents": agents,
    "suite": suite,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="part", help=f"one of {', '.join(PARTS)}; all if none is named"
    )
    names = parser.parse_args().parts or list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"make bench: there is no part {unknown[0]!r}. Choose from {', '.join(PARTS)}.")
    for name in names:
        PARTS[name]()


if __name__ == "__main__":
    main()
