"""A block, statement by statement: assignments, pipelines, programs."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tree_sitter import Node

from tests.powershell import native
from tests.powershell.cmdlets import CMDLETS, WITH_VALUE, Call
from tests.powershell.grammar import Refused, inner, line_of, parse, text_of
from tests.powershell.values import Expressions, State, Value, as_text

# What a bare word may have in it (about_Parsing): another character starts something else, such as an array.
WORD = re.compile(r"[\w./:?=@%+~*\\\[\]-]+")
SWITCH = re.compile(r"-{1,2}[A-Za-z][\w-]*")


@dataclass
class Printed:
    """What a block printed, the first exit status of a program that was not 0, and the line that ran last."""

    stdout: str = ""
    stderr: str = ""
    code: int = 0
    line: int = 0
    failed: int = 0

    def say(self, values: list[Value]) -> None:
        """Print values as the console does, a line each. Raises Refused for an object, which it lays out."""
        if any(isinstance(value, Path) for value in values):
            raise Refused(
                "the console would show a table: pipe to Out-Null, or to ForEach-Object Path", self.line
            )
        self.stdout += "".join(f"{as_text(value)}\n" for value in values if value is not None)


@dataclass
class Evaluator:
    """Runs blocks against a state; `timeout` is in seconds and bounds each program."""

    state: State
    timeout: float
    printed: Printed = field(default_factory=Printed)

    def run(self, text: str) -> Printed:
        """Run a block. Raises Refused, and subprocess.TimeoutExpired."""
        self.printed = Printed()
        # Nothing of a block runs that cannot be read to its end.
        for statement in _statements(parse(text)):
            self.printed.line = line_of(statement)
            self.printed.say(self._statement(statement))
        return self.printed

    def _statement(self, node: Node) -> list[Value]:
        if node.type == "comment":
            return []
        if node.type != "pipeline" or len(node.named_children) != 1:
            raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))
        (child,) = node.named_children
        if child.type == "assignment_expression":
            self._assign(child)
            return []
        return self._chain(child)

    def _assign(self, node: Node) -> None:
        target, operator, value = node.named_children
        name = text_of(inner(target)).strip()
        if text_of(operator) != "=" or not name.startswith("$"):
            raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))
        found = self._pipeline(value)
        scope, _, rest = name[1:].partition(":")
        if not rest:
            self.state.variables[name[1:].lower()] = found
        elif scope.lower() != "env":
            raise Refused(f"the evaluator does not know {name}", line_of(node))
        elif found is None or found == "":
            # about_Environment_Variables: an empty string or $null takes the variable away.
            self.state.environment.pop(rest, None)
        else:
            self.state.environment[rest] = as_text(found)

    def _pipeline(self, node: Node) -> Value:
        """Return the value of statements in an assignment, in parentheses or in a string."""
        (statement,) = _statements(node) if node.type == "statement_list" else [node]
        values = self._statement(statement)
        return values[0] if len(values) == 1 else values or None

    def _chain(self, node: Node) -> list[Value]:
        if node.type != "pipeline_chain":
            raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))
        values: list[Value] = []
        for number, stage in enumerate(node.named_children):
            is_last = number == len(node.named_children) - 1
            if stage.type == "command":
                values = self._command(stage, values, is_last=is_last)
            elif number == 0:
                found = Expressions(self.state, self._pipeline).value(stage)
                values = found if isinstance(found, list) else [found]
            else:
                raise Refused("only the first part of a pipe is a value", line_of(stage))
        return values

    def _command(self, node: Node, given: list[Value], *, is_last: bool) -> list[Value]:
        name_node, *elements = node.named_children
        if name_node.type != "command_name":
            raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))
        name, line = text_of(name_node), line_of(node)
        words = [
            word
            for element in elements
            for word in element.named_children
            if word.type != "command_argument_sep"
        ]
        if cmdlet := CMDLETS.get(name.lower()):
            return cmdlet(self._call(line, words, given))
        if not is_last:
            raise Refused(f"the evaluator reads nothing from {name}", line)
        self._program(name, [self._word(word) for word in words], given, line)
        return []

    def _program(self, name: str, words: list[str], given: list[Value], line: int) -> None:
        if (path := native.program(name, self.state.environment, line)) is None:
            self._failed(1, f"{name}: no cmdlet, function, script file, or program has this name\n", line)
            return
        received = native.arguments(name, words, line)
        text = native.piped("\n".join(map(as_text, given)), line) if given else None
        code, stdout, stderr = native.run(path, received, text, self.state, self.timeout)
        self.printed.stdout += stdout
        self._failed(code, stderr, line)

    def _failed(self, code: int, stderr: str, line: int) -> None:
        self.printed.stderr += stderr
        if code and not self.printed.code:
            self.printed.code, self.printed.failed = code, line

    def _call(self, line: int, words: list[Node], given: list[Value]) -> Call:
        call = Call(self.state, line, given)
        name = ""
        for word in words:
            if word.type == "command_parameter":
                name = text_of(word).removeprefix("-").lower()
                call.named[name] = ""
            elif name in WITH_VALUE and not call.named[name]:
                call.named[name] = self._word(word)
            else:
                call.words.append(self._word(word))
        # What the evaluator finds can be read.
        call.named.pop("erroraction", None)
        return call

    def _word(self, node: Node) -> str:
        text = text_of(node)
        if node.type == "command_parameter" and SWITCH.fullmatch(text):
            return text
        if node.type == "generic_token" and WORD.fullmatch(text) and not text.startswith("@"):
            return text
        if node.type in ("command_parameter", "generic_token"):
            raise Refused(f"the evaluator does not know the word {text!r}: write quotes", line_of(node))
        return Expressions(self.state, self._pipeline).text(node)


def run(text: str, state: State, timeout: float) -> Printed:
    """Run one block against a state. Raises Refused, and subprocess.TimeoutExpired (`timeout`: seconds)."""
    return Evaluator(state, timeout).run(text)


def _statements(root: Node) -> list[Node]:
    return [
        child
        for node in root.named_children
        for child in (node.named_children if node.type == "statement_list" else [node])
    ]
