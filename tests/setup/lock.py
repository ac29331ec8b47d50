"""Move every dependency and client to its newest release that installs, and write the locks.

A lock has exact versions with hashes and no addresses. Newest is not enough: a release whose parts are not in the
registry yet is passed over for the one before it, and said so. An npm package stays where its package.json pins it by
anything but `^`.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "tests" / "locks"
ARCHIVES = ROOT / ".cache" / "npm"
NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin"
UV = ROOT / ".venv" / "bin" / "uv"
# How many releases before the newest are tried.
TRIES = 8
# Which dependency groups make up a lock that is not named after its one group.
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
    """Write each tests/locks/*.txt: one for every Python from 3.11 on and every system, of wheels alone."""
    locks = sorted(path.stem for path in LOCKS.glob("*.txt"))
    # The site's is a part of the whole: `make serve` installs it first, `make test` adds the rest.
    for lock in sorted(locks, key=["python", *locks].index):
        constraint = [f"--constraint={LOCKS / 'python.txt'}"] if lock == "site" else []
        groups = [
            f"--group={ROOT / 'pyproject.toml'}:{group}" for group in [*GROUPS.get(lock, [lock]), EVERYWHERE]
        ]
        output = LOCKS / f"{lock}.txt"
        options = ["--quiet", "--upgrade", "--universal", "--python-version=3.11", "--only-binary=:all:"]
        options += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
        run([UV, "pip", "compile", *options, *groups, *constraint, f"--output-file={output}"], ROOT)
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
    """Return the lock of a package.json, with the very releases behind its `^`, although newer ones may not install."""
    groups = {group: manifest[group] for group in GROUPS_OF_NPM if group in manifest}
    exact = {
        group: {name: asked.removeprefix("^") for name, asked in packages.items()}
        for group, packages in groups.items()
    }
    with tempfile.TemporaryDirectory() as scratch:
        # From nothing: npm keeps what an old lock has, and loses the hashes of some of it.
        (Path(scratch) / "package.json").write_text(json.dumps(manifest | exact), encoding="utf-8")
        shutil.copy(ROOT / ".npmrc", scratch)
        run(["npm", "install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"], scratch)
        lock = json.loads((Path(scratch) / "package-lock.json").read_text(encoding="utf-8"))
    # npm ci wants the lock to ask for what package.json asks for, and to have all that is asked for. An optional part that
    # the registry does not have, such as a build for another system, is not in it.
    lock["packages"][""] |= groups
    for path, entry in lock["packages"].items():
        parts = entry.get("optionalDependencies", {})
        for name in [name for name in parts if not is_there(lock["packages"], path, name)]:
            print(
                f"  {entry.get('name', path.rpartition('node_modules/')[2])}: without its optional {name}",
                flush=True,
            )
            del parts[name]
    return lock


def is_there(packages: dict[str, Any], path: str, name: str) -> bool:
    """Look a package up as Node does: beside the one that asks for it, then further and further out."""
    while path:
        if f"{path}/node_modules/{name}" in packages:
            return True
        path = path.rpartition("/node_modules/")[0]
    return f"node_modules/{name}" in packages


def newest_that_installs(name: str, *, starts: bool) -> str:
    """Return the newest release that can be installed and, if it is an agent, whose programs start."""
    said = json.loads(run(["npm", "view", name, "dist-tags.latest", "versions", "--json"], ROOT))
    latest, versions = said["dist-tags.latest"], said["versions"]
    stable = [version for version in versions if re.fullmatch(r"[\d.]+", version)]
    candidates = [latest, *reversed(stable[: stable.index(latest)] if latest in stable else [])][:TRIES]
    for version in candidates:
        if not (fault := fault_of(name, version, starts=starts)):
            return version
        print(f"  {name} {version} is passed over: {fault}", flush=True)
    sys.exit(
        f"make lock: none of the newest {len(candidates)} releases of {name} installs. Pin one in its package.json."
    )


def fault_of(name: str, version: str, *, starts: bool) -> str:
    """Install a release in a folder of its own, start its programs, and return what went wrong, "" if nothing did."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(ROOT / ".npmrc", folder)
        try:
            run(["npm", "install", "--loglevel=error", f"{name}@{version}"], folder)
            manifest = json.loads(
                (folder / "node_modules" / name / "package.json").read_text(encoding="utf-8")
            )
            programs = manifest.get("bin", {})
            for program in (
                ([name.rpartition("/")[2]] if isinstance(programs, str) else programs) if starts else []
            ):
                # An agent without the build for this system installs, but does not start.
                run([folder / "node_modules" / ".bin" / program, "--version"], folder, HOME=scratch)
        except subprocess.SubprocessError as error:
            said = (getattr(error, "stderr", "") or str(error)).replace("npm error", "").splitlines()
            lines = [
                line.strip()
                for line in said
                if line.strip() and not re.match(r"\s*(code|path|command) ", line)
            ]
            # Without the registry's address, which is this machine's own business.
            return re.sub(r"https?://\S+/", "", (lines or [str(error)])[0])
    return ""


def run(command: list[object], folder: object, **environment: str) -> str:
    """Run a command and return its output. Raises CalledProcessError, which has its stderr, if it fails."""
    words = [str(word) for word in command]
    # npm picks releases that suit the Node it runs on: let it be the one that the tests use.
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    env = {"npm_config_cache": str(ARCHIVES), **os.environ, "PATH": path, **environment}
    result = subprocess.run(
        words, cwd=folder, env=env, check=False, capture_output=True, text=True, timeout=600
    )
    if result.returncode:
        raise subprocess.CalledProcessError(result.returncode, words, result.stdout, result.stderr)
    return result.stdout


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make lock: {' '.join(error.cmd)} failed:\n{error.stderr}")
