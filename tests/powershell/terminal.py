"""A PowerShell terminal in a throw-away HOME: the real one, or the evaluator."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Protocol

from tests.powershell import evaluator
from tests.powershell.values import State
from tests.reader.home import Home
from tests.reader.outcome import Outcome

# PowerShell 7 on any system, and the Windows PowerShell 5.1 that each Windows has.
PROGRAMS = ("pwsh", "powershell")
# Runs one block as a paste does, and writes down what later blocks inherit.
PASTE = """\
$ErrorActionPreference = "Stop"
$global:LASTEXITCODE = 0
. "{block}"
$code = $LASTEXITCODE
[ordered]@{{
    environment = [Environment]::GetEnvironmentVariables()
    folder = (Get-Location).ProviderPath
}} | ConvertTo-Json -Compress | Out-File -Encoding utf8 "{state}"
exit $code
"""


class PowerShell(Protocol):
    """What a terminal does.

    `environment` and `folder` are as the last block left them; `kept` are the variables of a new one.
    """

    environment: dict[str, str]
    folder: Path
    kept: dict[str, str]

    def paste(self, text: str, timeout: float) -> Outcome:
        """Run a block, for at most `timeout` seconds."""

    def close(self) -> None:
        """End it."""


class Evaluated:
    """The evaluator."""

    def __init__(self, home: Home) -> None:
        self._state = State(dict(home.environment), home.folder, home.path)

    @property
    def environment(self) -> dict[str, str]:
        """The environment as the last block left it."""
        return self._state.environment

    @property
    def folder(self) -> Path:
        """The folder as the last block left it."""
        return self._state.folder

    @property
    def kept(self) -> dict[str, str]:
        """The variables that the account keeps."""
        return dict(self._state.kept)

    def paste(self, text: str, timeout: float) -> Outcome:
        """Run a block; each of its programs for at most `timeout` seconds. Raises Refused."""
        start = time.monotonic()
        try:
            printed = evaluator.run(text, self._state, timeout)
        except subprocess.TimeoutExpired:
            return Outcome(None, "", "", time.monotonic() - start)
        seconds = time.monotonic() - start
        line = printed.failed or printed.line
        return Outcome(printed.code, printed.stdout, printed.stderr, seconds, line)

    def close(self) -> None:
        """Do nothing: no process stays."""


class Real:
    """A PowerShell of this machine. Each block has a process of its own, so variables end with it."""

    def __init__(self, home: Home, program: str) -> None:
        self.environment = dict(home.environment)
        self.folder, self.kept = home.folder, dict[str, str]()
        self._temporary, self._program, self._pasted = home.path / "tmp", program, 0

    def paste(self, text: str, timeout: float) -> Outcome:
        """Run a block, for at most `timeout` seconds."""
        self._pasted += 1
        block, state, script = (
            self._temporary / f"{name}-{self._pasted}{suffix}"
            for name, suffix in (("block", ".ps1"), ("state", ".json"), ("script", ".ps1"))
        )
        # 5.1 takes a script without the mark at its beginning for the encoding of the system.
        block.write_text(text, encoding="utf-8-sig")
        script.write_text(PASTE.format(block=block, state=state), encoding="utf-8-sig")
        start = time.monotonic()
        try:
            done = subprocess.run(
                [
                    self._program,
                    "-NoProfile",
                    "-NonInteractive",
                    "-ExecutionPolicy",
                    "Bypass",
                    "-File",
                    script,
                ],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(None, "", "", time.monotonic() - start)
        if state.exists():
            left = json.loads(state.read_text(encoding="utf-8-sig"))
            self.environment, self.folder = left["environment"], Path(left["folder"])
        return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - start)

    def close(self) -> None:
        """Do nothing: no process stays."""


def on_this_machine() -> list[str]:
    """Return the PowerShells on the PATH, the newer first."""
    return [name for name in PROGRAMS if shutil.which(name, path=os.environ.get("PATH", ""))]
