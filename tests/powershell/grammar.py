"""The text of a block as a syntax tree, and the error for what the evaluator does not know."""

import re
from dataclasses import dataclass

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_powershell.language()))

# `npm install @openai/codex` needs no quotes: PowerShell reads the word as text, since a splatted variable
# cannot go on with a slash (PowerShell/PowerShell issue 21291). The grammar does not know that. A scope with
# a dot, `@bomb.sh/tab`, does need them, and stays an error.
SCOPED = re.compile(r"(?<=\s)@[a-z0-9-]+/[a-z0-9.-]+(?=\s|$)")
# With one child these only hand it on.
WRAPPERS = ("_expression", "integer_literal", "argument_expression_list")
CURLY = re.compile("[‘’‚‛“”„]")
NPM = re.compile(r"^npm .*$", re.MULTILINE)


@dataclass
class Refused(Exception):
    """A form that the evaluator does not know, or one that does not do the same in 5.1 and in 7.

    `line` counts from 1.
    """

    what: str
    line: int

    def __str__(self) -> str:
        """Return what is refused, and where."""
        return f"line {self.line}: {self.what}"


def parse(text: str) -> Node:
    """Return the statements of a block. Raises Refused if it is no PowerShell."""
    if curly := CURLY.search(text):
        what = f"{curly[0]} counts as a straight quotation mark (about_Quoting_Rules)"
        raise Refused(what, text.count("\n", 0, curly.start()) + 1)
    quoted = NPM.sub(lambda line: SCOPED.sub(lambda word: f'"{word[0]}"', line[0]), text)
    root = _PARSER.parse(quoted.encode()).root_node
    if wrong := _first_error(root):
        raise Refused(f"the grammar does not know {text_of(wrong)!r}", line_of(wrong))
    return root


def text_of(node: Node) -> str:
    """Return the source of a node."""
    assert node.text is not None
    return node.text.decode()


def line_of(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    return node.start_point.row + 1


def inner(node: Node) -> Node:
    """Return what a node is in the end: the grammar wraps each value into a level for each operator."""
    while node.child_count == 1 and node.type.endswith(WRAPPERS):
        node = node.children[0]
    return node


def _first_error(node: Node) -> Node | None:
    if node.type == "ERROR" or node.is_missing:
        return node
    found = (_first_error(child) for child in node.children if child.has_error or child.is_missing)
    return next((error for error in found if error), None)
