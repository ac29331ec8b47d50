"""The gate: a run is green only if every code block of every page, in each language, passed in that very run.

And only if every other host that tests/hosts.toml explains is still asked for, and nobody has read or changed the
developer's own settings of the clients, ~/.codex and so on.
"""

from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from watchdog.events import FileOpenedEvent, FileSystemEventHandler
from watchdog.observers import Observer

from tests.reader.hosts import explained
from tests.reader.site import built


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
    """Counts the blocks that passed, on the process that sees the reports of all workers."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.refused: set[tuple[str, str]] = set()
        self.settings = own_settings()
        self.reads = Reads()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == "blocks":
                    self.passed.update(value)
                elif name == "refused":
                    self.refused.update(map(tuple, value))

    def missing(self) -> Counter[str]:
        """Give the blocks of the site that no walkthrough ran."""
        return built().blocks() - self.passed

    def stale(self) -> set[tuple[str, str]]:
        """Give the entries of tests/hosts.toml for which no client asked."""
        return explained().keys() - self.refused

    def touched(self) -> list[str]:
        """Give the developer's own files that a client has changed."""
        return sorted({name for name, _ in self.settings ^ own_settings()})

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        self.reads.stop()
        if exitstatus == pytest.ExitCode.OK and (self.touched() or self.reads.opened):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if exitstatus == pytest.ExitCode.OK and self.applies(session.config) and (self.missing() or self.stale()):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        config = terminalreporter.config
        for name in self.touched():
            terminalreporter.write_line(f"gate: {name} was touched: a client left its throw-away home", red=True)
        for name in sorted(self.reads.opened):
            terminalreporter.write_line(
                f"gate: {name} was read: by a client that left its throw-away home, or by your own; if yours, end it and run again", red=True
            )
        if not self.applies(config):
            terminalreporter.write_line("gate: not all tests were asked for, so it is not known whether all blocks run")
            return
        missing = self.missing()
        terminalreporter.write_line(f"gate: {built().blocks().total() - missing.total()} of {built().blocks().total()} code blocks ran and passed")
        if not terminalreporter.stats.get("failed"):
            # Otherwise the tests that failed have said which, and why.
            for block in missing:
                terminalreporter.write_line(f"gate: {block}: no walkthrough that passed has this block", red=True)
            for page, host in sorted(self.stale()):
                terminalreporter.write_line(f"gate: tests/hosts.toml explains {host} for {page}, which it no longer asks. Remove the entry.", red=True)

    def applies(self, config: pytest.Config) -> bool:
        """Tell whether the run was asked for every test: no -k, no -m, no paths."""
        return not (config.option.keyword or config.option.markexpr or config.option.file_or_dir or config.option.collectonly)
