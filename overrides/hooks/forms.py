r"""What differs between systems, as pages write it and as Windows has it.

A bash block whose snippet has a twin beside it, `chat.ps1` beside `chat.sh`, has a PowerShell form; one
without a twin is the same in both. A path below the home folder has the form that PowerShell reads:
`~/.codex/config.toml` is `$HOME\.codex\config.toml`.
"""

import re
from pathlib import Path

FENCE = re.compile(r'^( *)```bash\n\1--8<-- "([^"]+)\.sh"\n\1```$', re.MULTILINE)
# llm and Hermes keep their files where each system has them (click.get_app_dir, hermes_constants.py).
ELSEWHERE = {
    "~/.config/io.datasette.llm": "$env:APPDATA/io.datasette.llm",
    "~/.hermes": "$env:LOCALAPPDATA/hermes",
}
MACOS = "~/Library"
# Commands in a sentence, in PowerShell (about_Environment_Provider).
COMMANDS = {"env | grep -i proxy": "Get-ChildItem Env:*proxy*"}
PATH = re.compile(r"~(/[\w.*-]+)+")
POWERSHELL = ".ps1"


def with_twins(markdown: str, snippets: Path) -> str:
    """Return a page's Markdown with the PowerShell block of each bash block that has one."""

    def both(fence: re.Match[str]) -> str:
        indent, name = fence.groups()
        if not (snippets / f"{name}{POWERSHELL}").exists():
            return fence[0]
        return f'{fence[0]}\n\n{indent}```powershell\n{indent}--8<-- "{name}{POWERSHELL}"\n{indent}```'

    return FENCE.sub(both, markdown)


def windows_path(path: str) -> str:
    r"""Return a path below the home folder as PowerShell has it: `~/.codex/.env` is `$HOME\.codex\.env`."""
    for unix, windows in ELSEWHERE.items():
        path = path.replace(unix, windows, 1)
    return path.replace("~", "$HOME", 1).replace("/", "\\")


def on_windows(code: str) -> str:
    """Return inline code as PowerShell has it: a path, or a command in which a path needs quotation marks."""
    if code.startswith(MACOS):
        return code
    if PATH.fullmatch(code):
        return windows_path(code)
    return COMMANDS.get(code) or PATH.sub(lambda path: f'"{windows_path(path[0])}"', code)
