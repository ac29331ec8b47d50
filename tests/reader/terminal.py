"""Bash blocks: everything that a walkthrough pastes goes into one bash, so that an `export` lasts."""

import os
import re
import select
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.reader.home import Home

# Runs one block in the shell itself, as a paste does. The traps note the line of the last command and that of the
# first that failed; descriptor 3 takes both, and what later blocks inherit: the folder and the environment.
PASTE = """\
{prepare}
reader_failed= reader_line=
trap 'reader_status=$?; [ -n "$reader_failed" ] || {{ reader_failed=$LINENO; reader_code=$reader_status; }}' ERR
trap '[[ $BASH_SOURCE != {block} ]] || reader_line=$LINENO' DEBUG
source {block} </dev/null >{stdout} 2>{stderr} 3>&-
trap - DEBUG ERR
env -0 >{environment}
printf '%s\\0%s\\0%s\\0%s\\n' "${{reader_code:-0}}" "${{reader_failed:-$reader_line}}" "$PWD" end >&3
unset reader_failed reader_line reader_code reader_status npm_config_dry_run
"""
# The coding agents weigh 3 GB. They are installed once, from the lock; on a page npm looks everything up, reports, and
# stops short of writing the files again: its own dry run.
GLOBAL_INSTALL = re.compile(r"^\s*npm (?:install|i) (?:-g|--global)\b", re.MULTILINE)
DRY_RUN = 'mkdir -p "$npm_config_prefix/lib"; export npm_config_dry_run=true'


@dataclass(frozen=True)
class Outcome:
    """How a block ended.

    `code` is its exit status, None if it was killed after `seconds`; `line` is where it failed, or else the last line
    that ran, counted from 1, 0 if unknown.
    """

    code: int | None
    stdout: str
    stderr: str
    seconds: float
    line: int = 0

    @property
    def printed(self) -> str:
        """What a person sees: both streams, errors last."""
        return self.stdout + self.stderr


class Terminal:
    """One bash in a throw-away HOME; `environment` and `folder` are as the last block left them."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.environment = dict(home.environment)
        self.folder = home.folder
        self._pasted = 0
        self._status, status = os.pipe()
        self._bash = subprocess.Popen(
            # -T lets the DEBUG trap see into `source`.
            ["bash", "--noprofile", "--norc", "-T", "-c", f'exec 3>&{status}; exec {status}>&-; while IFS= read -r script; do source "$script"; done'],
            stdin=subprocess.PIPE,
            bufsize=0,
            cwd=home.folder,
            env=self.environment,
            pass_fds=[status],
            start_new_session=True,
        )
        os.close(status)

    def paste(self, text: str, timeout: float) -> Outcome:
        """Run a block; after `timeout` seconds nothing of this terminal is left running."""
        self._pasted += 1
        files = {name: self.home.path / "tmp" / f"{name}-{self._pasted}" for name in ("script", "block", "stdout", "stderr", "environment")}
        files["block"].write_text(text, encoding="utf-8")
        files["script"].write_text(PASTE.format(prepare=DRY_RUN if GLOBAL_INSTALL.search(text) else "", **files), encoding="utf-8")
        start = time.monotonic()
        assert self._bash.stdin
        try:
            self._bash.stdin.write(f"{files['script']}\n".encode())
        except BrokenPipeError:
            return Outcome(1, "", "the terminal was closed by an earlier block\n", 0.0)
        status = self._wait(start + timeout)
        seconds = time.monotonic() - start
        stdout, stderr = (_read(files[name]) for name in ("stdout", "stderr"))
        if status is None:
            return Outcome(None, stdout, stderr, seconds)
        if not status:
            # `exit` in a block ends the terminal.
            return Outcome(self._bash.wait(5), stdout, stderr, seconds)
        code, line, folder, _ = status.split("\0")
        self.folder = Path(folder)
        self.environment = dict(entry.split("=", 1) for entry in _read(files["environment"]).split("\0") if "=" in entry)
        return Outcome(int(code), stdout, stderr, seconds, int(line or 0))

    def close(self) -> None:
        """End the shell; kill_all ends what it started."""
        self._bash.kill()
        assert self._bash.stdin
        self._bash.stdin.close()
        self._bash.wait()
        os.close(self._status)

    def _wait(self, deadline: float) -> str | None:
        """Give what the shell said of a block, "" if it ended instead, None if the time ran out."""
        said = b""
        while not said.endswith(b"\0end\n"):
            ready, _, _ = select.select([self._status], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            if not (part := os.read(self._status, 65536)):
                return ""
            said += part
        return said.decode()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
