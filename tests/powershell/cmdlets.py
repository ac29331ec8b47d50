"""The commands of PowerShell itself that the pages use, each with the parameters that they use."""

import fnmatch
from collections.abc import Callable
from pathlib import Path

from tests.powershell.grammar import Refused
from tests.powershell.values import State, Value, as_text

ENV = "Env:"


class Call:
    """One command: `words` are its arguments without a name, `switches` its names (in lower case).

    `given` is what comes through the pipe.
    """

    def __init__(self, state: State, line: int, given: list[Value]) -> None:
        self.state, self.line, self.given = state, line, given
        self.words: list[str] = []
        self.named: dict[str, str] = {}

    def refuse(self, what: str) -> Refused:
        """Return the error for what this command cannot do here."""
        return Refused(what, self.line)

    def path(self, name: str) -> Path:
        """Return the path that a name stands for."""
        return self.state.folder / name.replace("\\", "/")


def join_path(call: Call) -> list[Value]:
    """Join-Path: a folder and a name, with the separator of the system."""
    folder, name = call.words
    return [f"{folder.rstrip('/')}/{name}"]


def remove_item(call: Call) -> list[Value]:
    """Remove-Item Env:NAME: the variable is gone. An error if there was none."""
    (name,) = call.words
    if not name.startswith(ENV):
        raise call.refuse("the evaluator removes variables only")
    if call.state.environment.pop(name.removeprefix(ENV), None) is None:
        raise call.refuse(f"there is no {name}")
    return []


def new_item(call: Call) -> list[Value]:
    """New-Item -ItemType Directory -Force: a folder, with those above it; no error if it is there."""
    if call.named != {"itemtype": "Directory", "force": ""}:
        raise call.refuse("the evaluator makes folders only")
    (name,) = call.words
    call.path(name).mkdir(parents=True, exist_ok=True)
    return [call.path(name)]


def out_null(call: Call) -> list[Value]:
    """Out-Null: nothing, whatever came."""
    if call.words or call.named:
        raise call.refuse("the evaluator knows Out-Null without arguments")
    return []


def get_content(call: Call) -> list[Value]:
    """Get-Content: the lines of a file."""
    (name,) = call.words
    text = call.path(name).read_text(encoding="utf-8")
    if not text.isascii():
        raise call.refuse(f"5.1 reads {name}, which is not ASCII, in the encoding of the system")
    return list(text.splitlines())


def get_child_item(call: Call) -> list[Value]:
    """Get-ChildItem: what is in folders; with -Recurse below them, too; with -File only the files."""
    if "force" not in call.named:
        raise call.refuse("without -Force, hidden files are left out")
    places = [call.path(name) for name in call.words] + [Path(as_text(item)) for item in call.given]
    found: list[Path] = []
    for place in places:
        below = place.rglob("*") if "recurse" in call.named else place.iterdir()
        found += sorted(below) if place.is_dir() else [place]
    return [path for path in found if path.is_file() or "file" not in call.named]


def where_object(call: Call) -> list[Value]:
    """Where-Object Name -like PATTERN: the items whose name fits the pattern."""
    pattern = call.named.pop("like", "")
    if call.words != ["Name"] or not pattern or call.named:
        raise call.refuse("the evaluator knows Where-Object Name -like")
    return [item for item in call.given if fnmatch.fnmatchcase(Path(as_text(item)).name, pattern)]


def select_string(call: Call) -> list[Value]:
    """Select-String -SimpleMatch -List TEXT: the files that have the text, each once."""
    if set(call.named) != {"simplematch", "list"} or len(call.words) != 1 or not call.words[0]:
        raise call.refuse("the evaluator knows Select-String -SimpleMatch -List, with a text")
    text = call.words[0].lower().encode()
    return [item for item in call.given if isinstance(item, Path) and text in item.read_bytes().lower()]


def for_each_object(call: Call) -> list[Value]:
    """ForEach-Object Path, Name: the path of each file that Select-String found, the name of each file."""
    if call.words not in (["Path"], ["Name"]) or call.named:
        raise call.refuse("the evaluator knows ForEach-Object Path and Name")
    paths = [Path(as_text(item)) for item in call.given]
    return [str(path) if call.words == ["Path"] else path.name for path in paths]


CMDLETS: dict[str, Callable[[Call], list[Value]]] = {
    "join-path": join_path,
    "remove-item": remove_item,
    "new-item": new_item,
    "out-null": out_null,
    "get-content": get_content,
    "get-childitem": get_child_item,
    "where-object": where_object,
    "select-string": select_string,
    "foreach-object": for_each_object,
}
# The parameters that have a value; any other is a switch.
WITH_VALUE = ("itemtype", "like", "erroraction")
