"""A walkthrough from its first block to its last, in a throw-away HOME, against a gateway that records it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.reader import arriving, hosts, output, snippets
from tests.reader.claims import Sent, recorded
from tests.reader.environments import programs_of
from tests.reader.errors import PageError
from tests.reader.home import Home, throwaway
from tests.reader.installs import Installed, only_installs
from tests.reader.outcome import Outcome
from tests.reader.programs import Program, run_node, run_python
from tests.reader.recorder import Gateway, Recorded, Recorder
from tests.reader.saving import save
from tests.reader.terminal import Terminal
from tests.reader.walkthroughs import Action, Step, Walkthrough

# Seconds. A block that has not ended by then hangs: the slowest, OpenClaw, takes 15 s on a quiet machine, 40
# s on a busy one.
TIMEOUT = 120.0


@dataclass
class Result:
    """What came of a walkthrough: an outcome for each step that ran, all requests, all other hosts.

    `then` is what came of a command after its last step. `wires` are the requests of each step whose page
    shows them, by the name of what it shows.
    """

    outcomes: list[tuple[Step, Outcome]] = field(default_factory=list)
    requests: list[Recorded] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wires: dict[str, list[Recorded]] = field(default_factory=dict)
    then: Outcome | None = None


@dataclass(frozen=True)
class Reader:
    """Someone who does what pages say.

    `timeout` is in seconds and bounds each block; `folder` has the pages' snippets; `installed` are the
    installs that need not be done again. `agrees` compares what the page shows with what
    was printed, in the output's language.
    """

    gateway: Gateway
    timeout: float = TIMEOUT
    folder: Path = snippets.SNIPPETS
    installed: Installed | None = None
    agrees: Callable[[str, Outcome, str], bool] = output.agrees

    def run(self, walkthrough: Walkthrough, variant: Walkthrough | None = None, then: str = "") -> Result:
        """Do what the page says. Raises PageError at the first thing that is not as the page says.

        `variant` is the same walkthrough for a reader who writes something else, such as the host of another
        site. `then` is a command after the last step.
        """
        sources = [snippets.source(step.block, self.folder) for step in walkthrough.steps]
        walkthrough = variant or walkthrough
        result = Result()
        with self.visit(walkthrough) as visit:
            for step, source in zip(walkthrough.steps, sources, strict=True):
                if (outcome := visit.do(step, source)) is None:
                    continue
                result.refused = list(visit.recorder.refused)
                result.requests += visit.sent
                result.outcomes.append((step, outcome))
                if step.wire:
                    result.wires[step.wire] = list(visit.sent)
                visit.check(step, source, outcome)
            if then:
                result.then = visit.terminal.paste(f"{then}\n", self.timeout)
                result.refused = list(visit.recorder.refused)
        return result

    @contextmanager
    def visit(self, walkthrough: Walkthrough) -> Iterator["Visit"]:
        """Sit down at an empty HOME for a walkthrough, nothing of which is done yet."""
        programs = programs_of(walkthrough)
        with self.gateway.session(walkthrough.name) as recorder, throwaway(recorder.env, programs) as home:
            terminal = Terminal(home)
            try:
                yield Visit(self, recorder, home, terminal, programs / "python")
            finally:
                terminal.close()


@dataclass
class Visit:
    """One walkthrough on its way: `sent` are its newest step's requests, `shown` all its blocks so far."""

    reader: Reader
    recorder: Recorder
    home: Home
    terminal: Terminal
    interpreter: Path
    sent: Sequence[Recorded] = ()
    shown: str = ""

    def do(self, step: Step, source: Path) -> Outcome | None:
        """Do what the page says of a block. Return None if nothing ran: a file, or an install done before."""
        if (again := self._done_before(step)) and again.reuse(step.block.text, self.terminal.folder):
            return None
        self.shown += step.block.text
        before = len(self.recorder.requests)
        outcome = self._run(step, source)
        self.sent = self.recorder.requests[before:]
        return outcome

    def check(self, step: Step, source: Path, outcome: Outcome) -> None:
        """Check a block's outcome against the page: exit status, hosts contacted, requests sent, output.

        Raises PageError.
        """
        self.check_end(step, source, outcome)
        sent = recorded(self.sent)
        path = source.relative_to(self.reader.folder.parent)
        place = replace(step.block.place, source=f"{path}:{outcome.line or 1}")
        evidence = _evidence(outcome, sent)
        if sent != step.sends:
            line = outcome.line if outcome.code else _first_line(step, "://")
            raise PageError(
                replace(place, source=f"{path}:{line or 1}"),
                f"the page says that it sends {_list(step.sends)}, but it sent {_list(sent)}.",
                "Mend whichever is wrong.",
                evidence,
            )
        shown = step.output
        if shown and not self.reader.agrees(shown.text, outcome, shown.language):
            printed = outcome.printed if outcome.code else outcome.stdout
            difference = output.difference(shown.text, printed, shown.language)
            what, remedy = "it does not print what the page shows.", "Mend the block, or run `make update`."
            raise PageError(place, what, remedy, f"{difference}\n\n{evidence}")
        if again := self._done_before(step):
            again.keep(step.block.text, self.terminal.folder)

    def check_end(self, step: Step, source: Path, outcome: Outcome) -> None:
        """Check how a block ended, whatever it sent and printed. Raises PageError."""
        if fault := self._fault(step, outcome):
            path = source.relative_to(self.reader.folder.parent)
            place = replace(step.block.place, source=f"{path}:{outcome.line or 1}")
            raise PageError(place, *fault, _evidence(outcome, recorded(self.sent)))

    def _run(self, step: Step, source: Path) -> Outcome | None:
        timeout, terminal = self.reader.timeout, self.terminal
        if step.action is Action.PASTE:
            return self._paste(step)
        path = save(step, self.home, terminal.folder, source.name)
        if step.action is Action.SAVE:
            return None
        program = Program(step.block.text, path, source, terminal.folder, terminal.environment)
        if step.action is Action.RUN_NODE:
            return run_node(program, timeout)
        return run_python(program, timeout, self.interpreter)

    def _paste(self, step: Step) -> Outcome:
        text, again = step.block.text, self._done_before(step)
        if again is None or not again.is_made(text):
            return self.terminal.paste(text, self.reader.timeout)
        outcome = self.terminal.paste(text, self.reader.timeout, is_made=True)
        if not outcome.code:
            again.put(text, self.terminal.folder)
        return outcome

    def _done_before(self, step: Step) -> Installed | None:
        """Return where installs are kept, for a block that is nothing but an install.

        The very same line in another tab need not install again, unless the page shows what it prints.
        """
        is_install = step.action is Action.PASTE and only_installs(step.block.text) and not step.output
        return self.reader.installed if is_install else None

    def _fault(self, step: Step, outcome: Outcome) -> tuple[str, str] | None:
        """Return what is wrong with a block's outcome, whatever it sent and printed, and what to do."""
        if outcome.code is None:
            seconds = f"{self.reader.timeout:g} s"
            return f"the block did not end within {seconds} and was killed.", "Bound what it waits for."
        if asked := hosts.unexplained(step.block.place.page, self.recorder.refused):
            remedy = "Turn off what asks there in the block's own configuration."
            return f"the block asked {', '.join(asked)}, which the site does not document.", remedy
        if self.recorder.unexpected:
            remedy = "Mend the request, or teach tests/gateway to answer it."
            return f"the gateway did not expect {self.recorder.unexpected[0]}", remedy
        if lost := arriving.fault(step, self.shown, self.sent):
            return lost
        if outcome.code and not step.output:
            remedy = "Mend it, or show its error right below it."
            return f"the block failed with exit status {outcome.code}.", remedy
        if self.home.opened:
            remedy = "Configure the client so that it does not."
            return f"the block opened a browser: {self.home.opened}", remedy
        return None


def _first_line(step: Step, text: str) -> int:
    return next((number for number, line in enumerate(step.block.text.splitlines(), 1) if text in line), 0)


def _list(sent: list[Sent]) -> str:
    return ", ".join(map(str, sent)) or "nothing"


def _evidence(outcome: Outcome, sent: list[Sent]) -> str:
    tail = "\n".join(outcome.printed.rstrip().splitlines()[-25:]) or "(nothing)"
    return f"exit status {outcome.code}, {outcome.seconds:.1f} s, sent {_list(sent)}; printed:\n{tail}"
