"""A walkthrough from its first block to its last, in a throw-away HOME, against the mock gateway."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reader import hosts, output, snippets
from tests.reader.claims import Sent, recorded
from tests.reader.environments import programs_of
from tests.reader.errors import PageError
from tests.reader.home import Home, throwaway
from tests.reader.installs import Installed, only_installs
from tests.reader.programs import Program, run_node, run_python
from tests.reader.terminal import Outcome, Terminal
from tests.reader.walkthroughs import Action, Step, Walkthrough

if TYPE_CHECKING:
    from tests.gateway import Gateway, Request, Session

# A block that has not ended by then hangs: the slowest, OpenClaw, takes 15 s on a quiet machine and 40 s on a busy one.
TIMEOUT = 120.0


@dataclass
class Result:
    """What came of a walkthrough: an outcome for each step that ran a program, all requests in order, and the other hosts it asked for."""

    outcomes: list[tuple[Step, Outcome]] = field(default_factory=list)
    requests: "list[Request]" = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def run(
    walkthrough: Walkthrough,
    gateway: "Gateway",
    *,
    timeout: float = TIMEOUT,
    folder: Path = snippets.SNIPPETS,
    outputs: bool = True,
    variant: Walkthrough | None = None,
    installed: Installed | None = None,
) -> Result:
    """Do what the page says; PageError at the first thing that is not as the page says.

    `timeout` is in seconds and bounds each block; `folder` is where the page's snippets lie. Without `outputs` a wrong
    output is no error: it is in the result, for `make update` to write down. `variant` is the same walkthrough as it is for
    a reader who writes something else, such as the host of another site. `installed` are the installs that need not be done
    again.
    """
    sources = [snippets.source(step.block, folder) for step in walkthrough.steps]
    walkthrough = variant or walkthrough
    result = Result()
    programs = programs_of(walkthrough)
    with gateway.session(walkthrough.name) as session, throwaway(session.env, programs) as home:
        terminal = Terminal(home)
        try:
            for step, source in zip(walkthrough.steps, sources, strict=True):
                # What another tab has installed with the very same line need not be installed again, if the page shows
                # no output of it.
                again = installed if step.action is Action.PASTE and only_installs(step.block.text) and not step.output else None
                if again and again.reuse(step.block.text, terminal.folder):
                    continue
                before = len(session.requests)
                outcome = _do(step, source, home, terminal, programs / "python", timeout)
                if outcome:
                    result.refused = list(session.refused)
                    result.requests += session.requests[before:]
                    result.outcomes.append((step, outcome))
                    _check(step, outcome, source.relative_to(folder.parent), session, before, timeout, outputs)
                    if again:
                        again.keep(step.block.text, terminal.folder)
                    if home.opened:
                        raise PageError(step.block.place, f"the block opened a browser: {home.opened}", "Configure the client so that it does not.")
        finally:
            terminal.close()
    return result


def _do(step: Step, source: Path, home: Home, terminal: Terminal, interpreter: Path, timeout: float) -> Outcome | None:
    if step.action is Action.PASTE:
        return terminal.paste(step.block.text, timeout)
    path = home.save(step, terminal.folder, source.name)
    if step.action is Action.SAVE:
        return None
    program = Program(step.block.text, path, source, terminal.folder, terminal.environment)
    return run_python(program, timeout, interpreter) if step.action is Action.RUN_PYTHON else run_node(program, timeout)


def _check(step: Step, outcome: Outcome, source: Path, session: "Session", before: int, timeout: float, outputs: bool) -> None:
    """Hold a block that ran against the page: how it ended, whom it asked, what it sent, what it printed."""
    sent = recorded(session.requests[before:])
    evidence = _evidence(outcome, sent)
    place = replace(step.block.place, source=f"{source}:{outcome.line or 1}")
    if outcome.code is None:
        raise PageError(place, f"the block did not end within {timeout:g} s and was killed.", "Bound what it waits for.", evidence)
    if asked := hosts.unexplained(step.block.place.page, session.refused):
        raise PageError(
            place,
            f"the block asked {', '.join(asked)}, which the site does not document.",
            "Turn off what asks there in the block's own configuration.",
            evidence,
        )
    if session.unexpected:
        raise PageError(place, f"the gateway did not expect {session.unexpected[0]}", "Mend the request, or teach tests/gateway to answer it.", evidence)
    if outcome.code and not step.output:
        raise PageError(place, f"the block failed with exit status {outcome.code}.", "Mend it, or show its error right below it.", evidence)
    if sent != step.sends:
        raise PageError(
            replace(place, source=f"{source}:{outcome.line if outcome.code else _first_line(step, '://') or 1}"),
            f"the page says that it sends {_list(step.sends)}, but it sent {_list(sent)}.",
            "Mend whichever is wrong.",
            evidence,
        )
    shown = step.output
    if shown and outputs and not output.agrees(shown.text, outcome, shown.language):
        printed = outcome.printed if outcome.code else outcome.stdout
        difference = output.difference(shown.text, printed, shown.language)
        raise PageError(place, "it does not print what the page shows.", "Mend the block, or run `make update`.", f"{difference}\n\n{evidence}")


def _first_line(step: Step, text: str) -> int:
    return next((number for number, line in enumerate(step.block.text.splitlines(), 1) if text in line), 0)


def _list(sent: list[Sent]) -> str:
    return ", ".join(map(str, sent)) or "nothing"


def _evidence(outcome: Outcome, sent: list[Sent]) -> str:
    tail = "\n".join(outcome.printed.rstrip().splitlines()[-25:]) or "(nothing)"
    return f"exit status {outcome.code}, {outcome.seconds:.1f} s, sent {_list(sent)}; printed:\n{tail}"
