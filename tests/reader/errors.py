"""What the reader says when a page does not hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A spot on the site: `api-keys (en) #python, hello.py, snippets/httpx/chat.py:3`."""

    page: str
    language: str
    heading: str = ""
    block: str = ""
    source: str = ""

    def __str__(self) -> str:
        spot = f"{self.page} ({self.language})" + (f" #{self.heading}" if self.heading else "")
        return ", ".join(part for part in (spot, self.block, self.source) if part)


class PageError(Exception):
    """A page that is wrong: one line that says where, what, and what to do; then the evidence, if any."""

    def __init__(self, place: Place, what: str, remedy: str, evidence: str = "") -> None:
        self.place, self.what, self.remedy, self.evidence = place, what, remedy, evidence
        super().__init__(f"{place}: {what} {remedy}" + (f"\n\n{evidence}" if evidence else ""))
