"""A throw-away HOME: where a walkthrough happens, and nothing of which remains."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.reader import registry
from tests.reader.environments import MAIN
from tests.reader.processes import kill_all
from tests.site.facts import ROOT

NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin"
COMPILED = ROOT / ".cache" / "compiled"
AGENTS = ROOT / ".cache" / "agents" / "node_modules" / ".bin"


@dataclass(frozen=True)
class Home:
    """An empty HOME, a working folder below it, and the whole environment of what runs there."""

    path: Path
    environment: dict[str, str]

    @property
    def folder(self) -> Path:
        """The working folder, in which a terminal opens."""
        return self.path / "project"

    @property
    def browser(self) -> Path:
        """What opens instead of a browser, and only notes what it was to open."""
        return self.path / "tmp" / "browser"

    @property
    def opened(self) -> str:
        """What was to be opened in a browser, "" if nothing was."""
        noted = self.browser.with_name(f"{self.browser.name}.opened")
        return noted.read_text(encoding="utf-8").strip() if noted.exists() else ""


@contextmanager
def throwaway(network: Mapping[str, str], programs: Path = MAIN) -> Iterator[Home]:
    """Make a HOME whose processes reach the network through `network` (proxy and CA variables) only.

    `programs` is the folder of the Python environment that is active in its terminal.

    On the way out every process born there is killed, and the folder removed.
    """
    with tempfile.TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True) as folder:
        path = Path(folder).resolve()
        home = Home(path, _environment(path, network, programs))
        for name in ("project", "tmp"):
            (path / name).mkdir()
        home.browser.write_text(f'#!/bin/sh\necho "$@" >>"{home.browser}.opened"\n', encoding="utf-8")
        home.browser.chmod(0o700)
        try:
            yield home
        finally:
            kill_all(path)


def _environment(home: Path, network: Mapping[str, str], programs: Path) -> dict[str, str]:
    """Return the whole environment: the developer's own must neither help a page nor break it."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "TMPDIR": str(home / "tmp"),
        "PATH": os.pathsep.join(
            [str(programs), str(NODE), str(AGENTS), "/usr/local/bin", "/usr/bin", "/bin"]
        ),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "BROWSER": str(home / "tmp" / "browser"),
        # A deprecated name in a page's own code is a failure, one inside a library is the library's business.
        "PYTHONWARNINGS": "error::DeprecationWarning:__main__",
        "PYTHONDONTWRITEBYTECODE": "1",
        # What Node has compiled of a client's program outlives the home: OpenClaw starts in half the time.
        "NODE_COMPILE_CACHE": str(COMPILED),
        # `pip install` and `npm install` of a page take what the set-up fetched: the locked releases, from
        # disk.
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "npm_config_prefix": str(home / ".npm-global"),
        "npm_config_cache": str(registry.ARCHIVES),
        "npm_config_offline": "true",
        "npm_config_update_notifier": "false",
        "npm_config_fund": "false",
        "npm_config_audit": "false",
        **network,
    }
