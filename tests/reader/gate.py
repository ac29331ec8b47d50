"""The gate: a run is green only if every code block of every page, in each language, passed in that very run.

And only if every other host that tests/reader/hosts.toml explains is still asked for, and nobody has read or changed the
developer's own settings of the clients, ~/.codex and so on.
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest
from watchdog.events import FileOpenedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.reader.pages import built
from tests.reader.tally import Tally


def own_files() -> set[Path]:
    """Give the files below the developer's home that pages write below the throw-away one."""
    titles = {step.block.title for walkthrough in built().walkthroughs() for step in walkthrough.steps}
    return {Path.home() / PurePosixPath(title[2:]) for title in titles if title.startswith("~/")}


def own_settings() -> set[tuple[str, int]]:
    """Give each file in the developer's home of the kind that pages write, and when it changed last."""
    files = own_files()
    beside = {path for file in files if file.parent != Path.home() for path in file.parent.glob("*")}
    return {(str(path), path.stat().st_mtime_ns) for path in files | beside if path.exists()}


class Reads(FileSystemEventHandler):
    """Notes which of the developer's own settings are opened, by whomever; the system tells it on Linux only."""

    def __init__(self) -> None:
        self.files = own_files()
        self.opened: set[str] = set()
        self._observer = Observer()
        for folder in {file.parent for file in self.files if file.parent.is_dir()}:
            self._observer.schedule(self, str(folder), event_filter=[FileOpenedEvent])
        self._observer.start()

    def on_opened(self, event: FileOpenedEvent) -> None:
        path = Path(str(event.src_path))
        # The home itself has much that is everybody's, such as .gitconfig.
        if path in self.files or path.parent != Path.home():
            self.opened.add(str(path))

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()


class Gate:
    """Tallies what has passed, on the process that sees the reports of all workers, and fails a whole run that has a gap."""

    def __init__(self, save: Path | None = None) -> None:
        self.tally = Tally()
        self.settings = own_settings()
        self.reads = Reads()
        self._save = save

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        self.tally.collected.update(ids)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        # What -k, --deselect and --lf left; with --collect-only nothing of it will run.
        if not session.config.option.collectonly:
            self.tally.collected.update(item.nodeid for item in session.items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.tally.add(report.user_properties)

    def touched(self) -> list[str]:
        """Return the developer's own files that a client has changed."""
        return sorted({name for name, _ in self.settings ^ own_settings()})

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self.reads.stop()
        if self._save:
            self.tally.save(self._save)
        if exitstatus == pytest.ExitCode.OK and (self.touched() or self.reads.opened or (self.tally.applies() and self.tally.faults())):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name in self.touched():
            terminalreporter.write_line(f"gate: {name} was touched: a client left its throw-away home", red=True)
        for name in sorted(self.reads.opened):
            terminalreporter.write_line(
                f"gate: {name} was read: by a client that left its throw-away home, or by your own; if yours, end it and run again", red=True
            )
        if not self.tally.applies():
            terminalreporter.write_line("gate: not all walkthroughs were asked for, so it is not known whether all blocks run")
            return
        for line in self.tally.counts():
            terminalreporter.write_line(f"gate: {line}")
        # If tests failed, they have said what is missing, and why.
        for line in [] if terminalreporter.stats.get("failed") else self.tally.faults():
            terminalreporter.write_line(f"gate: {line}", red=True)
