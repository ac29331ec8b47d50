"""Which of MkDocs' commands runs. MkDocs says so once, at its start, before there is a configuration to keep it in."""

from dataclasses import dataclass


@dataclass
class Command:
    """The command line's word after `mkdocs`."""

    name: str = "build"

    @property
    def is_serve(self) -> bool:
        """Check whether the site is shown while it is written, and so is built anew on every change."""
        return self.name == "serve"


COMMAND = Command()
