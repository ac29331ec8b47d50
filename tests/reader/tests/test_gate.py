"""The gate says what is missing from a run, and what should not be there."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.reader import tally
from tests.reader.gate import Gate, Watch
from tests.reader.hosts import explained
from tests.reader.pages import Site
from tests.site.facts import ROOT


@pytest.fixture
def passed(site: Site) -> Gate:
    """A gate that has seen every block pass."""
    gate = Gate()
    gate.tally.passed = site.blocks()
    return gate


def test_every_block_counts_in_each_language(passed: Gate, site: Site) -> None:
    assert not passed.tally.missing()
    assert {key.split("/")[0] for key in site.blocks()} == {"en", "zh"}
    [first, *_] = [key for key in site.blocks() if key.startswith("zh/")]
    passed.tally.passed[first] -= 1
    assert passed.tally.missing() == Counter([first])


def test_a_stale_entry_is_named(passed: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ("api-keys/tool", "telemetry.example:443")
    monkeypatch.setattr(tally, "explained", lambda: {entry: "cannot be turned off"})
    assert passed.tally.stale() == {entry}
    passed.tally.refused.add(entry)
    assert not passed.tally.stale()


def test_the_developers_own_settings_are_watched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: Site
) -> None:
    titles = {step.block.title for walkthrough in site.walkthroughs() for step in walkthrough.steps}
    assert {"~/.codex/config.toml", "~/.claude/settings.json"} <= titles
    own = tmp_path / ".codex" / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    watching = Watch()
    (tmp_path / ".gitconfig").write_text("everybody's", encoding="utf-8")
    (tmp_path / ".gitconfig").read_text(encoding="utf-8")
    assert own.read_text(encoding="utf-8") == "mine"
    assert not [fault for fault in watching.faults() if "was touched" in fault]
    (own.parent / "new").write_text("a client's", encoding="utf-8")
    assert f"{own.parent / 'new'} was touched: a client left its throw-away home" in watching.faults()
    # The system reports it a moment later.
    deadline = time.monotonic() + 10
    while len(watching.reads.opened) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    watching.reads.stop()
    assert watching.reads.opened == {str(own), str(own.parent / "new")}
    assert any(fault.startswith(f"{own} was read") for fault in watching.faults())


def test_the_settings_are_watched_only_where_pages_run(site: Site) -> None:
    idle, busy = Gate(), Gate()
    idle.collected(["tests/gateway/tests/test_keys.py::test_a"])
    assert idle.watch is None
    busy.collected(["tests/test_walkthroughs.py::test_walkthrough[en x]"])
    assert busy.watch
    busy.watch.reads.stop()


def test_the_gate_counts_only_if_every_walkthrough_was_asked_for(passed: Gate) -> None:
    """Whichever option left one out: -k, a path, --ignore, --deselect, --lf."""
    passed.tally.collected = tally.expected() | {"tests/test_other.py::test_other"}
    assert passed.tally.applies()
    passed.tally.collected.remove(min(tally.expected()))
    assert not passed.tally.applies()


def test_a_run_without_the_walkthroughs_is_green_and_says_so() -> None:
    """Neither -k nor a path leaves them out: a gate that looks only at those would ask for every block."""
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", "-p", "no:cacheprovider"]
    # All but test_output.py, which needs no gateway.
    command += ["--ignore-glob=*/test_[!o]*.py", "--ignore-glob=*/test_o[!u]*.py"]
    result = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "gate: not all walkthroughs were asked for" in result.stdout
    assert "no walkthrough that passed has this block" not in result.stdout


@pytest.fixture
def shards(tmp_path: Path, site: Site) -> list[Path]:
    """The tallies of two shards, which together have run all tests and blocks, but no line of a program."""
    ids, blocks = sorted(tally.expected()), sorted(site.blocks().elements())
    paths = [tmp_path / "0.json", tmp_path / "1.json"]
    for number, path in enumerate(paths):
        half = tally.Tally()
        half.collected = set(ids[number::2])
        half.passed = Counter(blocks[number::2])
        half.refused = set(list(explained())[number::2])
        half.save(path)
    return paths


def test_shards_add_up(shards: list[Path]) -> None:
    """Each shard saves what it has proven; together they must prove all."""
    both = tally.Tally.load(shards)
    assert both.applies()
    assert (both.missing(), both.stale()) == (Counter(), set())
    assert len(both.unrun()) == len(both.traces)


def test_what_no_shard_has_proven_is_named(shards: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert tally.main([str(path) for path in shards]) == 1
    assert "no run has reached it" in capsys.readouterr().err


def test_a_missing_shard_is_named(shards: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert tally.main([str(shards[0])]) == 1
    assert "were in none of" in capsys.readouterr().err
