"""Which of MkDocs' commands runs.

MkDocs says so once, at its start, when there is no configuration yet to keep it in.
"""

from dataclasses import dataclass


@dataclass
class Command:
    """The word after `mkdocs` on the command line."""

    name: str = "build"

    @property
    def is_serve(self) -> bool:
        """Check whether MkDocs serves the site and rebuilds it on every change."""
        return self.name == "serve"


COMMAND = Command()
