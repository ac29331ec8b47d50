"""`make lock` takes the newest release that installs, and writes locks that `npm ci` takes."""

from pathlib import Path

import pytest

from tests.setup import lock
from tests.setup.tests.played import Day, PlayedRegistry


@pytest.fixture(autouse=True)
def _scratch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another cache for npm, so that the real one keeps no made-up package."""
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")


class Unfinished(PlayedRegistry):
    """A registry that lists its newest release, but does not have it."""

    def answer(self, path: str) -> tuple[str, bytes | None]:
        return ("text/plain", None) if path.endswith(f"{self.releases[-1][1]}.tgz") else super().answer(path)


def test_a_release_that_does_not_install_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Unfinished(Day.NEWER, [("demo", "1.0.0"), ("demo", "2.0.0")]) as registry:
        monkeypatch.setenv("npm_config_registry", registry.url)
        assert lock.newest_that_installs("demo", starts=False) == "1.0.0"
    printed = capsys.readouterr().out
    assert printed.startswith("  demo 2.0.0 is passed over: 404 ")
    assert registry.url not in printed


def test_no_release_that_installs_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with Unfinished(Day.NEWER, [("demo", "2.0.0")]) as registry:
        monkeypatch.setenv("npm_config_registry", registry.url)
        with pytest.raises(SystemExit, match=r"none of the newest 1 releases of demo installs\. Pin one"):
            lock.newest_that_installs("demo", starts=False)


def test_the_lock_has_the_release_that_installs_and_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    with PlayedRegistry(Day.NEWER, [("demo", "1.0.0"), ("demo", "1.5.0")]) as registry:
        monkeypatch.setenv("npm_config_registry", registry.url)
        locked = lock.resolved({"name": "x", "dependencies": {"demo": "^1.0.0"}})
    packages = locked["packages"]
    assert packages[""]["dependencies"] == {"demo": "^1.0.0"}
    assert packages["node_modules/demo"]["version"] == "1.0.0"
    assert packages["node_modules/demo"]["integrity"].startswith("sha512-")


@pytest.mark.parametrize(
    ("path", "there"),
    [("node_modules/a", True), ("node_modules/a/node_modules/b", True), ("node_modules/c", False)],
)
def test_packages_are_looked_up_as_node_does(path: str, *, there: bool) -> None:
    assert lock.is_there({"node_modules/a/node_modules/x": {}}, path, "x") is there
