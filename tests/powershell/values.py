"""Expressions: strings with what is in them, variables, and the few members and operators that we use."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tree_sitter import Node

from tests.powershell.grammar import Refused, inner, line_of, text_of

# A path stands for the object that Get-ChildItem gives.
Value = str | int | bytes | Path | None | list["Value"]

# about_Special_Characters; what else follows a backtick stands for itself (about_Quoting_Rules).
ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass
class State:
    """What one block leaves to the next: variables (names in lower case), the environment, the folder.

    `kept` are the variables that the account keeps, which a new terminal has.
    """

    environment: dict[str, str]
    folder: Path
    home: Path
    variables: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Expressions:
    """Evaluates expressions against a state; `pipeline` gives what commands in parentheses print."""

    state: State
    pipeline: Callable[[Node], Value]

    def value(self, node: Node) -> Value:
        """Return the value of an expression. Raises Refused."""
        node = inner(node)
        match node.type:
            case "variable" | "braced_variable":
                return self._variable(node)
            case "integer_literal" | "decimal_integer_literal":
                return int(text_of(node))
            case "verbatim_string_characters":
                return text_of(node)[1:-1].replace("''", "'")
            case "string_literal" if node.child_count == 1:
                return self.value(node.children[0])
            case "expandable_string_literal":
                return self._expanded(node)
            case "parenthesized_expression":
                return self.pipeline(node.named_children[0])
            case "member_access" | "invokation_expression":
                return self._member(node)
            case "additive_expression" | "additive_argument_expression":
                return self._sum(node)
            case "comparison_expression":
                return self._replaced(node)
        raise Refused(f"the evaluator does not know {text_of(node)!r} ({node.type})", line_of(node))

    def text(self, node: Node) -> str:
        """Return the value of an expression as text. Raises Refused."""
        return as_text(self.value(node))

    def _variable(self, node: Node) -> Value:
        name = text_of(node).strip()
        if name.startswith("@"):
            raise Refused(f"{name} would be splatted (about_Splatting): write quotes", line_of(node))
        name = name.removeprefix("$").strip("{}")
        scope, _, rest = name.partition(":")
        if rest and scope.lower() == "env":
            return self.state.environment.get(rest)
        known = {"home": str(self.state.home), "pwd": str(self.state.folder), "null": None}
        for variables in (self.state.variables, known):
            if name.lower() in variables:
                return variables[name.lower()]
        raise Refused(
            f"${name} was not set: it would be empty, without an error. A variable of the environment is "
            f"$env:{name}",
            line_of(node),
        )

    def _expanded(self, node: Node) -> str:
        """Return a string, without its quotation marks, with its variables and subexpressions filled in."""
        assert node.text
        data, offset = node.text[1:-1], node.start_byte + 1
        result, at = "", 0
        for child in node.named_children:
            start = child.start_byte - offset
            result += _unescaped(data[at:start].decode())
            result += self._part(child)
            at = child.end_byte - offset
            if child.type == "variable" and data[at : at + 1] == b":" and not text_of(child).endswith("}"):
                what = f"{text_of(child)}: would be a scope; write ${{{text_of(child).strip()[1:]}}}:"
                raise Refused(what, line_of(child))
        return result + _unescaped(data[at:].decode())

    def _part(self, node: Node) -> str:
        if node.type == "variable":
            return as_text(self._variable(node))
        if node.type == "sub_expression":
            return as_text(self.pipeline(node.named_children[0]))
        raise Refused(f"the evaluator does not know {text_of(node)!r} in a string", line_of(node))

    def _member(self, node: Node) -> Value:
        target, *rest = node.named_children
        name = text_of(rest[0]).lower()
        arguments = [self.value(argument) for argument in _arguments(rest[1:])]
        if target.type == "type_literal":
            return self._static(node, text_of(target).lower(), name, arguments)
        value = self.value(target)
        match (value, name, arguments):
            case (str() as text, "length", []) if node.type == "member_access":
                return len(text)
            case (str() as text, "substring", [int() as start]) if 0 <= start <= len(text):
                return text[start:]
            case (str() as text, "substring", [int() as start, int() as length]) if start + length <= len(
                text
            ):
                return text[start : start + length]
        raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))

    def _static(self, node: Node, kind: str, name: str, arguments: list[Value]) -> Value:
        """Call a method of .NET: of Environment (about_Environment_Variables), Convert, IO.File."""
        match (kind, name, arguments):
            case ("[environment]", "setenvironmentvariable", [str() as key, value, "User"]):
                self.state.kept.pop(key, None)
                if value:
                    self.state.kept[key] = as_text(value)
                return None
            case ("[environment]", "getenvironmentvariable", [str() as key, "User"]):
                return self.state.kept.get(key)
            case ("[convert]", "frombase64string", [str() as text]):
                # White space does not count.
                return base64.b64decode("".join(text.split()), validate=True)
            case ("[io.file]", "writeallbytes", [str() as name, bytes() as data]):
                (self.state.folder / name).write_bytes(data)
                return None
        raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))

    def _sum(self, node: Node) -> Value:
        left, operator, right = node.children
        match (self.value(left), text_of(operator), self.value(right)):
            case (int() as first, "+", int() as second):
                return first + second
            case (int() as first, "-", int() as second):
                return first - second
            case (str() as first, "+", second):
                return first + as_text(second)
        raise Refused(f"the evaluator does not know {text_of(node)!r}", line_of(node))

    def _replaced(self, node: Node) -> Value:
        """about_Operators: `text -replace pattern, new`, without the second operand for none."""
        left, operator, right = node.children
        if text_of(operator).lower() != "-replace":
            raise Refused(f"the evaluator does not know {text_of(operator)!r}", line_of(node))
        operands = [self.text(child) for child in _arguments([right])]
        pattern, new = operands[0], operands[1] if len(operands) > 1 else ""
        return re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", new), self.text(left), flags=re.IGNORECASE)


def as_text(value: Value) -> str:
    """Return a value as an expandable string shows it: items with blanks between them."""
    if isinstance(value, list):
        return " ".join(as_text(item) for item in value)
    return "" if value is None else str(value)


def _arguments(nodes: list[Node]) -> list[Node]:
    """Return the values of a list, `(a, b)` or `a, b`; each may be an expression."""
    found: list[Node] = []
    for node in nodes:
        node = inner(node)
        if node.type in ("argument_list", "argument_expression_list", "array_literal_expression"):
            found += _arguments(node.named_children)
        else:
            found.append(node)
    return found


def _unescaped(text: str) -> str:
    # A quotation mark is doubled, or follows a backtick.
    return re.sub(
        '`(.)|""', lambda found: ESCAPES.get(found[1], found[1]) if found[1] else '"', text, flags=re.DOTALL
    )
