"""What a walkthrough has for a shell: its commands and files, in bash and in PowerShell."""

from collections.abc import Iterable

from tests.reader.walkthroughs import Action, Step, Walkthrough


def in_powershell(step: Step) -> str:
    """Return what a reader of Windows pastes for a block: its twin, or the same if it has none."""
    return step.block.twin.text if step.block.twin else step.block.text


def commands(walkthrough: Walkthrough) -> tuple[object, ...]:
    """Return what is the same in walkthroughs whose blocks are the same for a shell."""
    return tuple(
        (step.action, step.block.text, in_powershell(step), step.block.title, step.block.on_windows)
        if step.action in (Action.PASTE, Action.SAVE)
        else step.action
        for step in walkthrough.steps
    )


def for_a_shell(walkthroughs: Iterable[Walkthrough]) -> list[list[Walkthrough]]:
    """Return the walkthroughs that paste something, those with the same commands together."""
    groups: dict[tuple[object, ...], list[Walkthrough]] = {}
    for walkthrough in walkthroughs:
        if any(step.action is Action.PASTE for step in walkthrough.steps):
            groups.setdefault(commands(walkthrough), []).append(walkthrough)
    return list(groups.values())
