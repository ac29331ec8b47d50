"""What customers type, and which sections answer it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import yaml
from bs4 import BeautifulSoup

from tests.reader.pages import built
from tests.site.build import DEFAULT_LANGUAGE
from tests.site.facts import ROOT

FOLDER = Path(__file__).parent
SETS = ("tuned", "held_out")


@dataclass(frozen=True)
class Query:
    """What a customer types, and the addresses of the sections that answer it."""

    text: str
    answers: tuple[str, ...]

    def rank(self, addresses: list[str]) -> int:
        """Return the place, from 1, of the first address that answers the query; 0 if none does."""
        return next((place for place, address in enumerate(addresses, 1) if self._is_answer(address)), 0)

    def _is_answer(self, address: str) -> bool:
        # "faq/#top-up" is one section, "api-keys/codex/" any section of its page. An entry of the error index
        # is a row of its section in troubleshooting.
        page, _, heading = address.partition("#")
        section = _sections().get(heading, "") if page == "errors/" else ""
        answers = {*self.answers, *(_moved()[answer] for answer in self.answers if answer in _moved())}
        return bool({address, page, f"troubleshooting/#{section}"} & answers)


@cache
def _moved() -> dict[str, str]:
    """Return where a section of a link's own id has gone: `api-keys/#python` is a link to its new page."""
    return {
        f"{page.url}#{link['id']}": urljoin(f"/{page.url}", str(link["href"]))[1:]
        for page in built().pages
        if page.language == DEFAULT_LANGUAGE
        for link in BeautifulSoup(page.html.read_text(encoding="utf-8"), "lxml").select("article a[id][href]")
    }


@cache
def _sections() -> dict[str, str]:
    folder = ROOT / "overrides" / "errors"
    return {
        entry["id"]: path.stem
        for path in folder.glob("*.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    }


def queries(language: str, part: str) -> list[Query]:
    """Return the queries of one of the SETS, `reported`, or `aliases`: words that must find their page."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return [Query(text, tuple(answers)) for text, answers in tomllib.load(file)[part].items()]
