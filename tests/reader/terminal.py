"""Bash blocks: everything that a walkthrough pastes goes into one bash, so that an `export` lasts."""

import os
import select
import shlex
import subprocess
import time
from pathlib import Path

from tests.reader import registry
from tests.reader.home import Home
from tests.reader.installs import installs
from tests.reader.outcome import Outcome

# Runs one block in the shell itself, as a paste does. The traps note the line of the last command and that of
# the first that failed; descriptor 3 takes both, and what later blocks inherit: the folder and the
# environment. The file that is sourced is the block and one line more, which says that it ran to its end: a
# block that could not be read, or whose last quote or here-document is open, ends with ENDED_EARLY.
PASTE = """\
{before}
reader_failed= reader_line= reader_ended= reader_block={block}
trap 'reader_status=$?; \
[ -n "$reader_failed" ] || {{ reader_failed=$LINENO; reader_code=$reader_status; }}' ERR
trap '[[ $BASH_SOURCE != "$reader_block" ]] || (( LINENO > {lines} )) || reader_line=$LINENO' DEBUG
source {block} </dev/null >{stdout} 2>{stderr} 3>&-
trap - DEBUG ERR
{after}
env -0 >{environment}
printf '%s\\0%s\\0%s\\0%s\\n' "${{reader_code:-${{reader_ended:-{early}}}}}" \
    "${{reader_failed:-$reader_line}}" "$PWD" end >&3
unset reader_failed reader_line reader_code reader_status reader_ended reader_block
"""
END = "reader_ended=0\n"
ENDED_EARLY = 125
EARLY = "the block did not run to its end\n"
# Only a block that installs sees the registry of the locks; a client that would install something by itself
# does not.
NPM = """export npm_config_registry={registry}{lock}/ npm_config_offline=false npm_config_noproxy=127.0.0.1"""
# The coding agents weigh 3 GB. They are installed once, from their lock; on a page npm looks everything up in
# that lock (registry.py), reports, and stops short of writing the files again: its own dry run. So it does
# for a library whose files are there from an earlier run (installs.py).
DRY_RUN = 'mkdir -p "$npm_config_prefix/lib"; export npm_config_dry_run=true'
AFTER_NPM = "unset npm_config_registry npm_config_noproxy npm_config_dry_run; npm_config_offline=true"


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
            [
                "bash",
                "--noprofile",
                "--norc",
                "-T",
                "-c",
                f'exec 3>&{status}; exec {status}>&-; while IFS= read -r script; do source "$script"; done',
            ],
            stdin=subprocess.PIPE,
            bufsize=0,
            cwd=home.folder,
            env=self.environment,
            pass_fds=[status],
            start_new_session=True,
        )
        os.close(status)

    def paste(self, text: str, timeout: float, *, is_made: bool = False) -> Outcome:
        """Run a block; after `timeout` seconds nothing of this terminal is left running.

        With `is_made`, npm writes none of the files that the block would make.
        """
        self._pasted += 1
        files = {
            name: self.home.path / "tmp" / f"{name}-{self._pasted}"
            for name in ("script", "block", "stdout", "stderr", "environment")
        }
        files["block"].write_text(text + END, encoding="utf-8")
        before, after = _around(text, is_made=is_made)
        quoted = {name: shlex.quote(str(path)) for name, path in files.items()}
        script = PASTE.format(before=before, after=after, lines=text.count("\n"), early=ENDED_EARLY, **quoted)
        files["script"].write_text(script, encoding="utf-8")
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
            # `exit` in a block ends the terminal, and leaves out what is below it.
            ended = self._bash.wait(5)
            return Outcome(ended or ENDED_EARLY, stdout, stderr if ended else stderr + EARLY, seconds)
        code, line, folder, _ = status.split("\0")
        self.folder = Path(folder)
        self.environment = dict(
            entry.split("=", 1) for entry in _read(files["environment"]).split("\0") if "=" in entry
        )
        if int(code) == ENDED_EARLY:
            stderr += EARLY
        return Outcome(int(code), stdout, stderr, seconds, int(line or 0))

    def close(self) -> None:
        """End the shell; kill_all ends what it started."""
        self._bash.kill()
        assert self._bash.stdin
        self._bash.stdin.close()
        self._bash.wait()
        os.close(self._status)

    def _wait(self, deadline: float) -> str | None:
        """Return what the shell said of a block, "" if it ended instead, None if the time ran out."""
        said = b""
        while not said.endswith(b"\0end\n"):
            ready, _, _ = select.select([self._status], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            if not (part := os.read(self._status, 65536)):
                return ""
            said += part
        return said.decode()


def _around(text: str, *, is_made: bool) -> tuple[str, str]:
    """Return what the shell does before and after a block that installs with npm, "" for any other."""
    found = [install for install in installs(text) if install.registry == "npm"]
    if not found:
        return "", ""
    is_global = any(install.is_global for install in found)
    before = NPM.format(registry=registry.address(), lock="agents" if is_global else "clients")
    return f"{before}; {DRY_RUN}" if is_global or is_made else before, AFTER_NPM


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
