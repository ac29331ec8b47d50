"""A block that is put where its title says, and the settings that were there before, which it must keep."""

from pathlib import Path

from tests.reader.errors import PageError
from tests.reader.home import Home
from tests.reader.settings import lost
from tests.reader.walkthroughs import Action, Step


def save(step: Step, home: Home, folder: Path, name: str = "") -> Path:
    """Write a block to the path of its title: `~/…` below the home, else below `folder`; untitled, as `name`.

    Raises PageError if the path leaves the home, or if the file was there and a setting of it is lost.
    """
    title = step.block.title or name
    path = home.path / title[2:] if title.startswith("~/") else folder / title
    # The title was checked; a link that an earlier step made could still lead out.
    if not path.resolve().is_relative_to(home.path.resolve()):
        what = f"the file {title!r} would leave the home folder."
        raise PageError(step.block.place, what, "Name a place below it.")
    if path.exists() and step.action is Action.SAVE:
        _check_merge(step, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(step.block.text, encoding="utf-8")
    return path


def _check_merge(step: Step, path: Path) -> None:
    try:
        gone = lost(path.read_text(encoding="utf-8"), step.block.text, step.block.language)
    except ValueError as error:
        raise PageError(step.block.place, f"the file does not parse: {error}.", "Mend the block.") from error
    if gone:
        what = f"the file was there before, and now lacks {', '.join(gone)}."
        raise PageError(step.block.place, what, "Keep every setting that was in it.")
