"""The set-up installs what the locks name, whatever the registry has, and says what to do if it cannot."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reader.home import NODE
from tests.setup.tests.played import Day, PlayedRegistry, integrity, tarball, wheel
from tests.site.facts import ROOT

RELEASES = [("demo", "1.0.0"), ("demo", "2.0.0")]
NETWORK = "The set-up needs the network, once."
OTHER = "A package is not the one that was locked"
GONE = "The registry no longer has a release that the locks name. `make lock` moves to what it has."
REMEDIES = {Day.GONE: GONE, Day.OTHER: OTHER, Day.UNREACHABLE: NETWORK}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A project with the set-up's scripts and a lock of one package, `demo`, for npm and for Python.

    The name of its folder is one that scripts stumble over.
    """
    folder = tmp_path / "a clone, 文档"
    shutil.copytree(
        ROOT / "tests" / "setup", folder / "tests" / "setup", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / ".npmrc", folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    locks = folder / "tests" / "locks"
    (locks / "demo").mkdir(parents=True)
    manifest = {"name": "clone", "dependencies": {"demo": "^1.0.0"}}
    entry = {"version": "1.0.0", "integrity": integrity(tarball("demo", "1.0.0"))}
    lock = {
        "name": "clone",
        "lockfileVersion": 3,
        "requires": True,
        "packages": {"": manifest, "node_modules/demo": entry},
    }
    (locks / "demo" / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    (locks / "demo" / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    digest = hashlib.sha256(wheel("demo", "1.0.0")).hexdigest()
    (locks / "demo.txt").write_text(f"demo==1.0.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    return folder


def step(
    clone: Path, *command: str, registry: str = "http://127.0.0.1:9/", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a step of the set-up with the registry at a URL and empty caches."""
    env = {
        **os.environ,
        "PATH": f"{NODE}{os.pathsep}{os.environ['PATH']}",
        "npm_config_registry": registry,
        "npm_config_fetch_retries": "0",
        "PIP_INDEX_URL": f"{registry}simple/",
        "UV_CACHE_DIR": str(clone / "uv"),
        "UV_HTTP_RETRIES": "0",
        **environment,
    }
    return subprocess.run(
        [clone / "tests" / "setup" / "step", *command],
        check=False,
        cwd=clone,
        env=env,
        capture_output=True,
        text=True,
    )


STEPS = {
    "npm": ("npm, demo", ".cache/demo", "tests/setup/packages", "demo"),
    "pip": ("Python, demo", ".cache/venvs/demo", "tests/setup/environment", "demo", ".cache/venvs/demo"),
}


def installed(clone: Path, registry: str) -> str:
    """Return the version of `demo` that a step has installed, "" if none."""
    manifest = clone / ".cache" / "demo" / "node_modules" / "demo" / "package.json"
    if registry == "npm":
        return str(json.loads(manifest.read_text(encoding="utf-8"))["version"]) if manifest.exists() else ""
    return "".join(
        path.name.split("-")[1].removesuffix(".dist")
        for path in clone.glob(".cache/venvs/demo/lib/*/site-packages/demo-*.dist-info")
    )


@pytest.mark.parametrize("registry", STEPS)
@pytest.mark.parametrize("day", [day for day in Day if day not in REMEDIES])
def test_a_step_installs_the_locked_release(clone: Path, registry: str, day: Day) -> None:
    with PlayedRegistry(day, RELEASES) as played:
        result = step(clone, *STEPS[registry], registry=played.url)
    assert (result.returncode, installed(clone, registry)) == (0, "1.0.0"), result.stderr
    assert result.stderr == ""
    assert result.stdout.startswith(f"set up: {STEPS[registry][0]}")
    assert result.stdout.count("\n") == 1


@pytest.mark.parametrize("registry", STEPS)
@pytest.mark.parametrize("day", REMEDIES)
def test_a_step_that_cannot_install_says_what_to_do(clone: Path, registry: str, day: Day) -> None:
    with PlayedRegistry(day, RELEASES) as played:
        result = step(clone, *STEPS[registry], registry=played.url)
    assert (result.returncode, installed(clone, registry)) == (1, "")
    assert REMEDIES[day] in result.stderr, result.stderr


def test_a_broken_cache_is_filled_again(clone: Path) -> None:
    with PlayedRegistry(Day.NEWER, RELEASES) as played:
        step(clone, *STEPS["npm"], registry=played.url)
        cache = clone / ".cache" / "npm" / "_cacache" / "content-v2"
        contents = [path for path in cache.rglob("*") if path.is_file()]
        assert contents
        for path in contents:
            path.write_bytes(path.read_bytes()[:10])
        assert step(clone, *STEPS["npm"], registry=played.url).returncode == 0
    assert installed(clone, "npm") == "1.0.0"


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        ("npm error code ENOSPC", "The disk is full: all of the set-up takes"),
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("E: Could not resolve 'deb.example'", NETWORK),
        ("npm error code EACCES", "belongs to another user"),
        ("something else", "mend the cause, and run make again"),
    ],
)
def test_a_step_that_fails_says_what_to_do(clone: Path, message: str, remedy: str) -> None:
    result = step(clone, "a step", "-", "sh", "-c", f'echo "{message}"; exit 7')
    assert result.returncode == 1
    assert message in result.stderr
    assert remedy in result.stderr


def test_too_old_a_python_is_named(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text(
        "#!/bin/sh\ncase $1 in --version) echo Python 3.9.2;; *) exit 1;; esac\n", encoding="utf-8"
    )
    old.chmod(0o755)
    result = subprocess.run(
        [ROOT / "tests" / "setup" / "system"],
        check=False,
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert "needs Python 3.11 or newer" in result.stderr
    assert "is Python 3.9.2" in result.stderr


@pytest.mark.parametrize(
    ("script", "missing"),
    [("system", "curl"), ("browser", "chromium-headless-shell fontconfig fonts-noto-cjk")],
)
def test_without_apt_get_the_missing_packages_are_named(tmp_path: Path, script: str, missing: str) -> None:
    """The PATH has no more than the set-up requires."""
    programs = {name: shutil.which(name) for name in ("bash", "env", "npm", "id", "grep")}
    for name, program in {**programs, "python3": sys.executable}.items():
        (tmp_path / name).write_text(f'#!/bin/sh\nexec "{program}" "$@"\n', encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    env = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    result = subprocess.run(
        [ROOT / "tests" / "setup" / script], check=False, env=env, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert "Please install, and run make again:" in result.stderr
    assert missing in result.stderr


@pytest.mark.parametrize(
    ("first", "second", "code"), [("true", "true", 0), ("false", "true", 1), ("true", "false", 1)]
)
def test_both_verdicts_are_kept(tmp_path: Path, first: str, second: str, code: int) -> None:
    """`make verify-latest` runs the tests even if the update found something, and fails for either."""
    ran = tmp_path / "ran"
    both = ROOT / "tests" / "setup" / "both"
    result = subprocess.run(
        [both, first, f"touch '{ran}'; {second}"], check=False, capture_output=True, text=True
    )
    assert result.returncode == code
    assert ran.exists()
    assert ("failed: " in result.stderr) is bool(code)
