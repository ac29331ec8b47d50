"""The numbers by which comments of the mock gateway cite its specification, tests/gateway/README.md."""

import io
import re
import tokenize
from collections.abc import Iterator

README = "tests/gateway/README.md"
# `2.5` and `2.5 rows 6-11`, but no version `2.5.1`, model `gemini-2.5-pro` or "Opus 4.8", figure `12.5`.
CITATION = re.compile(r"""(?<![\w./-])([2-4]\.\d{1,2})(?![\w.-]*\d|-\w|")(?: rows? (\d+)(?:-(\d+))?)?""")
HEADING = re.compile(r"^#{2,3} (\d.*)$", re.MULTILINE)
ROW = re.compile(r"^\| (\d+)", re.MULTILINE)
# A string right after one of these is a docstring.
STARTS = (tokenize.ENCODING, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


def unknown(source: str, specification: str) -> Iterator[tuple[int, str]]:
    """Yield line and fault of each section or row that comments and docstrings of `source` cite in vain."""
    sections = _sections(specification)
    for line, text in _comments(source):
        for number, first, last in CITATION.findall(text):
            if number not in sections:
                yield line, f"{README} has no section {number}. Cite one that exists, or write it."
                continue
            rows = set(ROW.findall(sections[number]))
            for row in {first, last} - {""} - rows:
                yield line, f"section {number} of {README} has no row {row}. Cite one that exists."


def _sections(specification: str) -> dict[str, str]:
    """Return the text below each numbered heading; a heading may have several numbers."""
    parts = HEADING.split(specification)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {number: text for title, text in pairs for number in re.findall(r"\d(?:\.\d+)?", title)}


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each comment, and of each line of a docstring."""
    before = tokenize.ENCODING
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
        elif token.type == tokenize.STRING and before in STARTS:
            yield from enumerate(token.string.splitlines(), token.start[0])
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            before = token.type
