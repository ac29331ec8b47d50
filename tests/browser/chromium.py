"""The system's Chromium, driven by Playwright, with no way to any host but 127.0.0.1."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# Debian's headless shell is the same engine without the windows around it: a third faster.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
# Chromium asks Google's hosts for updates, lists and time unless told otherwise. Nothing here needs them.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# For tests, in which nothing runs long enough to be worth the work of optimizing it.
UNOPTIMIZED = "--js-flags=--no-opt --no-maglev"
# All pages of a context in one process, which compiles a script that several of them have once.
ONE_PROCESS = "--process-per-site"


def executable() -> str:
    """Return the path of Chromium. Raises RuntimeError if the system has none."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError(
            "there is no Chromium. `make test` installs it on Debian as root; "
            "elsewhere install it, or set CHROMIUM to its path."
        )
    return path


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Start a browser without a window; as root without its sandbox, which needs another user."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=[*QUIET, *flags], chromium_sandbox=os.geteuid() != 0
        )
        try:
            yield browser
        finally:
            browser.close()
