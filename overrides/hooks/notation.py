"""What a page writes for the build alone, each notation with its one reader.

`<!-- also: top up, 充值 -->`, right below a heading: what customers call it. The search finds the section by it.
"""

import re

ALSO = re.compile(r"<!-- also: (.*?) -->\n?", re.DOTALL)


def aliases(comment: str) -> str | None:
    """Return what an HTML comment, without its signs, says that customers call a section; None for any other comment."""
    match = ALSO.fullmatch(f"<!--{comment}-->")
    return match and match[1]


def without_aliases(text: str) -> str:
    """Return Markdown or HTML without the comments that name aliases."""
    return ALSO.sub("", text)
