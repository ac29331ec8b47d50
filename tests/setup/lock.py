"""Move every dependency and client to its newest release that installs, and write the locks.

A lock has exact versions with hashes and no addresses. Newest is not enough: a release whose parts are not in
the registry yet is passed over for the one before it, and the output says so. An npm package stays where its
package.json pins it by anything but `^`.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "tests" / "locks"
ARCHIVES = ROOT / ".cache" / "npm"
NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin"
UV = ROOT / ".venv" / "bin" / "uv"
# How many releases before the newest are tried.
TRIES = 8
# The dependency groups of each lock that has more than the one after which it is named.
GROUPS = {"python": ["site", "clients", "test", "check"]}
GROUPS_OF_NPM = ("dependencies", "devDependencies", "optionalDependencies")
# Every environment has the pip that the pages' `pip install` runs.
EVERYWHERE = "everywhere"


def main() -> None:
    """Write every lock, and the day into pyproject.toml."""
    lock_python()
    for package in (ROOT, *(path.parent for path in sorted(LOCKS.glob("*/package.json")))):
        lock_npm(package)
    project = ROOT / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    day = datetime.datetime.now(datetime.UTC).date()
    project.write_text(
        re.sub(r'^locked = ".*"$', f'locked = "{day}"', text, flags=re.MULTILINE), encoding="utf-8"
    )
    print("Now run: make test")


def lock_python() -> None:
    """Write each tests/locks/*.txt, for every Python from 3.11 on and every system, of wheels only."""
    locks = sorted(path.stem for path in LOCKS.glob("*.txt"))
    # The site's lock is a part of python.txt: `make serve` installs it first, `make test` adds the rest.
    for lock in sorted(locks, key=["python", *locks].index):
        constraint = [f"--constraint={LOCKS / 'python.txt'}"] if lock == "site" else []
        groups = [
            f"--group={ROOT / 'pyproject.toml'}:{group}" for group in [*GROUPS.get(lock, [lock]), EVERYWHERE]
        ]
        output = LOCKS / f"{lock}.txt"
        options = ["--quiet", "--upgrade", "--universal", "--python-version=3.11", "--only-binary=:all:"]
        options += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
        run([str(UV), "pip", "compile", *options, *groups, *constraint, f"--output-file={output}"], ROOT)
        print(f"locked {output.relative_to(ROOT)}", flush=True)


def lock_npm(folder: Path) -> None:
    """Write the package.json and package-lock.json of a folder."""
    path = folder / "package.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for group in GROUPS_OF_NPM:
        for name, asked in manifest.get(group, {}).items():
            if asked.startswith("^"):
                manifest[group][name] = f"^{newest_that_installs(name, starts=folder.name == 'agents')}"
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    (folder / "package-lock.json").write_text(
        json.dumps(resolved(manifest), indent=2) + "\n", encoding="utf-8"
    )
    print(f"locked {(folder / 'package-lock.json').relative_to(ROOT)}", flush=True)


def resolved(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the lock of a package.json: exactly the releases behind its `^`; newer ones may not install."""
    groups = {group: manifest[group] for group in GROUPS_OF_NPM if group in manifest}
    exact = {
        group: {name: asked.removeprefix("^") for name, asked in packages.items()}
        for group, packages in groups.items()
    }
    with tempfile.TemporaryDirectory() as scratch:
        # From nothing: npm keeps what an old lock has, and loses the hashes of some of it.
        folder = Path(scratch)
        (folder / "package.json").write_text(json.dumps(manifest | exact), encoding="utf-8")
        shutil.copy(ROOT / ".npmrc", folder)
        run(["npm", "install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"], folder)
        lock: dict[str, Any] = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    # npm ci wants the lock to ask for what package.json asks for, and to have all of that. The lock lacks an
    # optional part that the registry does not have, such as a build for another system.
    lock["packages"][""] |= groups
    for path, entry in lock["packages"].items():
        parts = entry.get("optionalDependencies", {})
        for name in [name for name in parts if not is_there(lock["packages"], path, name)]:
            package = entry.get("name", path.rpartition("node_modules/")[2])
            print(f"  {package}: without its optional {name}", flush=True)
            del parts[name]
    return lock


def is_there(packages: dict[str, Any], path: str, name: str) -> bool:
    """Check whether Node finds a package: beside the one that asks for it, or in a folder further out."""
    while path:
        if f"{path}/node_modules/{name}" in packages:
            return True
        path = path.rpartition("/node_modules/")[0]
    return f"node_modules/{name}" in packages


def newest_that_installs(name: str, *, starts: bool) -> str:
    """Return the newest release that installs and, if `starts`, whose programs start.

    Exits with a message if none of the newest does.
    """
    package = json.loads(run(["npm", "view", name, "dist-tags.latest", "versions", "--json"], ROOT))
    latest: str = package["dist-tags.latest"]
    versions: list[str] = package["versions"]
    stable = [version for version in versions if re.fullmatch(r"[\d.]+", version)]
    candidates = [latest, *reversed(stable[: stable.index(latest)] if latest in stable else [])][:TRIES]
    for version in candidates:
        if not (fault := fault_of(name, version, starts=starts)):
            return version
        print(f"  {name} {version} is passed over: {fault}", flush=True)
    sys.exit(
        f"make lock: none of the newest {len(candidates)} releases of {name} installs. "
        "Pin one in its package.json."
    )


def fault_of(name: str, version: str, *, starts: bool) -> str:
    """Install a release in its own folder, start its programs if `starts`, and return what failed, or ""."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(ROOT / ".npmrc", folder)
        try:
            run(["npm", "install", "--loglevel=error", f"{name}@{version}"], folder)
            # An agent without the build for this system installs, but does not start.
            for program in programs_of(folder, name) if starts else []:
                run([str(folder / "node_modules" / ".bin" / program), "--version"], folder, HOME=scratch)
        except subprocess.SubprocessError as error:
            return first_line(error)
    return ""


def programs_of(folder: Path, name: str) -> list[str]:
    """Return the names of the programs of a package that is installed in a folder."""
    manifest = json.loads((folder / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
    programs: str | dict[str, str] = manifest.get("bin", {})
    return [name.rpartition("/")[2]] if isinstance(programs, str) else list(programs)


def first_line(error: subprocess.SubprocessError) -> str:
    """Return the first line of a command's stderr that says something, or else of the error."""
    stderr = error.stderr if isinstance(error, subprocess.CalledProcessError) else ""
    lines = [line.strip() for line in stderr.replace("npm error", "").splitlines()]
    telling = [line for line in lines if line and not re.match(r"(code|path|command) ", line)]
    # Without the address of the registry, which is of no use on another machine.
    return re.sub(r"https?://\S+/", "", (telling or [str(error)])[0])


def run(command: Sequence[str], folder: Path, **environment: str) -> str:
    """Run a command and return its output. Raises CalledProcessError, which has its stderr, if it fails."""
    # npm picks releases that suit the Node it runs on, which must be the one that the tests use.
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    env = {"npm_config_cache": str(ARCHIVES), **os.environ, "PATH": path, **environment}
    result = subprocess.run(
        command, cwd=folder, env=env, check=True, capture_output=True, text=True, timeout=600
    )
    return result.stdout


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make lock: {' '.join(error.cmd)} failed:\n{error.stderr}")
