"""What a run costs: the CPU seconds of each part, in all processes that its tests started.

`make test` prints them at its end. The clock on the wall says more about what else the machine does. Only on
Linux anything is counted.
"""

import ctypes
import sys
from collections import Counter, defaultdict

import psutil
import pytest

# https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make this process the parent of what clients leave running, to count, end and collect it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def used() -> float:
    """Return the CPU seconds of this process, its descendants, and those that any of them has collected."""
    total = 0.0
    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            # It has just ended: its parent has its seconds.
            continue
    return total


def part(item: pytest.Item) -> str:
    """Return the name of a test's part: its module, and for the walkthroughs its function."""
    module = item.location[0].removeprefix("tests/").removesuffix(".py")
    if module == "test_walkthroughs":
        return f"{module}: {getattr(item, 'originalname', item.name)}"
    return module


class Cost:
    """Counts seconds and tests by part, in one process that runs tests."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.tests: Counter[str] = Counter()
        self._part = "collection"
        self._before = 0.0

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Count a test, and the seconds of the part before when a new one begins."""
        # Looking at every process takes longer than many a test: once a part is enough.
        if part(item) != self._part:
            self._count()
            self._part = part(item)
        self.tests[self._part] += 1

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Count the seconds of the last part, and report all to the process that has started this worker."""
        self._count()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["cost"] = (dict(self.seconds), dict(self.tests))

    def _count(self) -> None:
        now = used()
        self.seconds[self._part] += now - self._before
        self._before = now


class Bill:
    """Adds up what the workers counted, in the process that reports.

    `own` is what this process counts itself, in a run without workers.
    """

    def __init__(self, own: Cost | None) -> None:
        total = own or Cost()
        self.seconds, self.tests = total.seconds, total.tests

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        """Add what a worker counted."""
        seconds, tests = getattr(node, "workeroutput", {}).get("cost", ({}, {}))
        for name, more in seconds.items():
            self.seconds[name] += more
        self.tests.update(tests)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the seconds of each part, the most expensive first."""
        if not self.tests:
            return
        terminalreporter.section("CPU seconds")
        for name, seconds in sorted(self.seconds.items(), key=lambda entry: -entry[1]):
            count = f" ({self.tests[name]})" if self.tests[name] else ""
            terminalreporter.write_line(f"{seconds:8.1f}  {name}{count}")
        total = sum(self.seconds.values())
        terminalreporter.write_line(f"{total:8.1f}  in all, for {self.tests.total()} tests")
