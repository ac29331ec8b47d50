"""The gate: a run is green only if every code block of every page, in each language, passed in that very run.

And only if every other host that hosts.toml explains is still asked for, and nobody has read or changed the
developer's own settings of the clients, ~/.codex and so on.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import pytest
from watchdog.events import FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.reader.tally import WALKTHROUGH, Tally


def own_files() -> set[Path]:
    """Return the files below the developer's home that pages write below the throw-away one."""
    from tests.reader.pages import built

    titles = {step.block.title for walkthrough in built().walkthroughs() for step in walkthrough.steps}
    return {Path.home() / PurePosixPath(title[2:]) for title in titles if title.startswith("~/")}


def own_settings() -> set[tuple[str, int]]:
    """Return each file in the developer's home of the kind that pages write, and when it changed last."""
    files = own_files()
    folders = {file.parent for file in files if file.parent != Path.home()}
    beside = {path for folder in folders for path in folder.glob("*")}
    return {(str(path), path.stat().st_mtime_ns) for path in files | beside if path.exists()}


class Reads(FileSystemEventHandler):
    """Records which of the developer's client settings any process opens (inotify: Linux only)."""

    def __init__(self) -> None:
        self.files = own_files()
        self.opened: set[str] = set()
        self._observer = Observer()
        for folder in {file.parent for file in self.files if file.parent.is_dir()}:
            self._observer.schedule(self, str(folder), event_filter=[FileOpenedEvent])
        self._observer.start()

    def on_opened(self, event: FileSystemEvent) -> None:
        """Record a file that a process opened."""
        path = Path(str(event.src_path))
        # The home itself has much that is everybody's, such as .gitconfig.
        if path in self.files or path.parent != Path.home():
            self.opened.add(str(path))

    def stop(self) -> None:
        """End the watch."""
        self._observer.stop()
        self._observer.join()


class Watch:
    """The developer's own settings from the start of a run to its end."""

    def __init__(self) -> None:
        self.settings = own_settings()
        self.reads = Reads()

    def faults(self) -> list[str]:
        """Return what happened to the settings, a line each."""
        touched = sorted({name for name, _ in self.settings ^ own_settings()})
        return [
            *(f"{name} was touched: a client left its throw-away home" for name in touched),
            *(
                f"{name} was read: by a client that left its throw-away home, or by one of yours; "
                "if by yours, end it and run again"
                for name in sorted(self.reads.opened)
            ),
        ]


class Gate:
    """Tallies what has passed, where the reports of all workers arrive, and fails a whole run that has a gap.

    `save` is the file for the tally of a shard.
    """

    def __init__(self, save: Path | None = None) -> None:
        self.tally = Tally()
        self.watch: Watch | None = None
        self._save = save

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Note the tests that the workers will run."""
        self.collected(ids)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the tests that this process will run: what -k, --deselect and --lf left."""
        if not session.config.option.collectonly:
            self.collected(item.nodeid for item in session.items)

    def collected(self, ids: Iterable[str]) -> None:
        """Note the tests that will run, and watch the developer's settings if pages are among them."""
        self.tally.collected.update(ids)
        if self.watch is None and any(test.startswith(WALKTHROUGH) for test in self.tally.collected):
            self.watch = Watch()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what a test has proven."""
        if report.when == "call" and report.passed:
            self.tally.add(report.user_properties)

    def faults(self) -> list[str]:
        """Return what makes a run red in which every test passed, a line each."""
        faults = self.watch.faults() if self.watch else []
        return [*faults, *(self.tally.faults() if self.tally.applies() else [])]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Save the tally, and fail the run if there is a gap."""
        if self.watch:
            self.watch.reads.stop()
        if self._save:
            self.tally.save(self._save)
        if exitstatus == pytest.ExitCode.OK and self.faults():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what is proven, and what is not."""
        if not self.tally.applies():
            line = "not all walkthroughs were asked for, so it is not known whether all blocks run"
            terminalreporter.write_line(f"gate: {line}")
        else:
            for line in self.tally.counts():
                terminalreporter.write_line(f"gate: {line}")
        # If tests failed, they have said what is missing, and why.
        failed = bool(terminalreporter.stats.get("failed"))
        faults = self.watch.faults() if failed and self.watch else [] if failed else self.faults()
        for line in faults:
            terminalreporter.write_line(f"gate: {line}", red=True)
