"""The gate: a run is green only if every code block of every page, in each language, passed in that very run."""

from collections import Counter

import pytest

from tests.reader.site import built


class Gate:
    """Counts the blocks that passed, on the process that sees the reports of all workers."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.deselected = False

    def pytest_deselected(self) -> None:
        self.deselected = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == "blocks":
                    self.passed.update(value)

    def missing(self) -> Counter[str]:
        """Give the blocks of the site that no walkthrough ran."""
        return built().blocks() - self.passed

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK and self.applies(session.config) and self.missing():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        config = terminalreporter.config
        if not self.applies(config):
            terminalreporter.write_line("gate: not all tests were asked for, so it is not known whether all blocks run")
            return
        missing = self.missing()
        terminalreporter.write_line(f"gate: {built().blocks().total() - missing.total()} of {built().blocks().total()} code blocks ran and passed")
        if not terminalreporter.stats.get("failed"):
            # Otherwise the tests that failed have said which, and why.
            for block in missing:
                terminalreporter.write_line(f"gate: {block}: no walkthrough that passed has this block", red=True)

    def applies(self, config: pytest.Config) -> bool:
        """Tell whether the run was asked for every test: no -k, no -m, no paths."""
        return not (config.option.keyword or config.option.markexpr or config.option.file_or_dir or config.option.collectonly)
