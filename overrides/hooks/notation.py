"""What a page writes for the build alone: each notation has one reader, which is here.

`<!-- also: top up, 充值 -->`, right below a heading, has the aliases of the section: what customers call it.
"""

import re

ALSO = re.compile(r"<!-- also: (.*?) -->\n?", re.DOTALL)


def aliases(comment: str) -> str | None:
    """Return the aliases that an HTML comment gives a section, None for any other comment.

    `comment` is what is between `<!--` and `-->`.
    """
    match = ALSO.fullmatch(f"<!--{comment}-->")
    return match and match[1]


def without_aliases(text: str) -> str:
    """Return Markdown or HTML without the comments that give aliases."""
    return ALSO.sub("", text)
