"""The gate says what is missing from a run, and what should not be there."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import gate
from tests.gate import Gate
from tests.reader.site import Site


@pytest.fixture
def passed(site: Site) -> Iterator[Gate]:
    """A gate that has seen every block pass."""
    found = Gate()
    found.passed = site.blocks()
    yield found
    found.reads.stop()


def test_every_block_counts_in_each_language(passed: Gate, site: Site) -> None:
    assert not passed.missing()
    assert {key.split("/")[0] for key in site.blocks()} == {"en", "zh"}
    [first, *_] = [key for key in site.blocks() if key.startswith("zh/")]
    passed.passed[first] -= 1
    assert passed.missing() == Counter([first])


def test_a_stale_entry_is_named(passed: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ("api-keys/tool", "telemetry.example:443")
    monkeypatch.setattr(gate, "explained", lambda: {entry: "cannot be turned off"})
    assert passed.stale() == {entry}
    passed.refused.add(entry)
    assert not passed.stale()


def test_the_developers_own_settings_are_watched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: Site) -> None:
    titles = {step.block.title for walkthrough in site.walkthroughs() for step in walkthrough.steps}
    assert {"~/.codex/config.toml", "~/.claude/settings.json"} <= titles
    own = tmp_path / ".codex" / "config.toml"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    watching = Gate()
    (tmp_path / ".gitconfig").write_text("everybody's", encoding="utf-8")
    (tmp_path / ".gitconfig").read_text(encoding="utf-8")
    assert own.read_text(encoding="utf-8") == "mine"
    assert watching.touched() == []
    (own.parent / "new").write_text("a client's", encoding="utf-8")
    assert watching.touched() == [str(own.parent / "new")]
    # The system tells it a moment later.
    deadline = time.monotonic() + 10
    while len(watching.reads.opened) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    watching.reads.stop()
    assert watching.reads.opened == {str(own), str(own.parent / "new")}
