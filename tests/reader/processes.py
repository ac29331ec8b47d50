"""The end of every process that was born in a throw-away HOME."""

from pathlib import Path

import psutil


def kill_all(home: Path) -> list[str]:
    """Kill every process whose HOME is `home`, whoever its parent is by now, and return their names."""
    born_here = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOME") == str(home):
                born_here.append(process)
        except psutil.Error:
            continue
    names = []
    for process in born_here:
        try:
            names.append(process.name())
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(born_here, timeout=5)
    return names
