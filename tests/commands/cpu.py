"""What a run costs: the CPU seconds of each part, in all processes that its tests started. `make test` prints them at its end.

The clock on the wall says more about what else the machine does. Linux only: elsewhere nothing is counted.
"""

import ctypes
import sys
from collections import Counter

import psutil
import pytest

# https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make this process the parent of whatever a client leaves running, so that it can be counted, ended and collected."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def used() -> float:
    """Return the CPU seconds, user and system, of this process, its descendants, and those that it or they have collected."""
    total = 0.0
    process = psutil.Process()
    for one in (process, *process.children(recursive=True)):
        try:
            total += sum(one.cpu_times()[:4])
        except psutil.NoSuchProcess:
            # It ended just now: its parent has its seconds.
            continue
    return total


def part(item: pytest.Item) -> str:
    """Name what a test belongs to: its module, and for the walkthroughs its function."""
    module = item.location[0].removeprefix("tests/").removesuffix(".py")
    return (
        f"{module}: {getattr(item, 'originalname', item.name)}" if module == "test_walkthroughs" else module
    )


class Cost:
    """Counts, in one process that runs tests, seconds and tests by part."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.tests: Counter[str] = Counter()
        self._part = "collection"
        self._before = 0.0

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        # Looking at every process takes longer than many a test: once a part is enough.
        if part(item) != self._part:
            self._count()
            self._part = part(item)
        self.tests[self._part] += 1

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self._count()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["cost"] = (dict(self.seconds), dict(self.tests))

    def _count(self) -> None:
        now = used()
        self.seconds[self._part] += now - self._before
        self._before = now


class Bill:
    """Adds up what the workers counted, in the process that reports; `own` is that of a run without workers."""

    def __init__(self, own: Cost | None) -> None:
        self.seconds: Counter[str] = own.seconds if own else Counter()
        self.tests: Counter[str] = own.tests if own else Counter()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        seconds, tests = getattr(node, "workeroutput", {}).get("cost", ({}, {}))
        self.seconds.update(seconds)
        self.tests.update(tests)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.tests:
            return
        terminalreporter.section("CPU seconds")
        for name, seconds in self.seconds.most_common():
            terminalreporter.write_line(
                f"{seconds:8.1f}  {name}" + (f" ({self.tests[name]})" if self.tests[name] else "")
            )
        terminalreporter.write_line(f"{self.seconds.total():8.1f}  in all, for {self.tests.total()} tests")
