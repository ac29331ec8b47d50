"""Names of variables, options, files and settings in a code span, as a client's package would have them."""

import re
from collections.abc import Iterator

# What may be no more than a name in a package.
VARIABLE = re.compile(r"\$?(?:env:)?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+_?)(?:…|=\S*)?")
OPTION = re.compile(r"(--?[A-Za-z][\w-]*)(?:[= ].*)?")
FILE = re.compile(
    r"(?:[~.%$][\w.~%*/\\ -]*[/\\])?(?:[\w-]+/)*[\w.-]*\.(?:json|toml|ya?ml|env|md)"
    r"|[~%$][\w.~%/\\ -]*|\.[\w-]+"
)
SETTING = re.compile(r"""["']?([\w$@/-]+(?:\.[\w-]+)*)["']?(?:\s*[=:(].*)?""")
SLASH = re.compile(r"/([a-z-]+)")
COMMAND = re.compile(r"([a-z][\w-]*)((?: \S+)+)")


def named(span: str) -> Iterator[str]:
    """Yield the names that a package must have for a span: of a variable, an option, a file, a setting."""
    if match := VARIABLE.fullmatch(span) or OPTION.fullmatch(span) or SLASH.fullmatch(span):
        yield match[1]
    elif FILE.fullmatch(span):
        yield from (
            part for part in re.split(r"[/\\]", span) if part not in ("", "~") and part[0] not in "%$"
        )
    elif match := SETTING.fullmatch(span):
        yield from match[1].split(".")
    elif match := COMMAND.fullmatch(span):
        # The words after the program's name, but for what a reader chooses.
        words = match[2].split()
        yield from (word for word in words if re.fullmatch(r"-{0,2}[a-z-]+|[A-Z]+(?:_[A-Z]+)+", word))
