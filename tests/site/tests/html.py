"""The built site's HTML, for the tests that follow its links."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.reader.pages import Site

# Canonical links of a build have this origin, the default `site_url`.
ORIGIN = "http://127.0.0.1:8000"


@cache
def soup(path: Path) -> BeautifulSoup:
    """Return a parsed HTML file."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def only(html: BeautifulSoup, selector: str) -> Tag:
    """Return the one element that matches a CSS selector."""
    [element] = html.select(selector)
    return element


@cache
def ids(path: Path) -> frozenset[str]:
    """Return the ids of an HTML file."""
    return frozenset(str(element["id"]) for element in soup(path).select("[id]"))


def file_of(site: Site, url: str) -> Path:
    """Return the file that a host would serve for a URL of the site."""
    path = site.folder / unquote(urlsplit(url).path).lstrip("/")
    return path / "index.html" if path.is_dir() or not path.suffix else path


def broken(site: Site, path: Path, base: str) -> list[str]:
    """Return the links of an HTML file that lead nowhere within the site; `base` is the file's URL."""
    faults = []
    for element in soup(path).select("[href], [src]"):
        target = urljoin(base, str(element.get("href") or element.get("src")))
        if not target.startswith(f"{ORIGIN}/"):
            continue
        file, fragment = file_of(site, target), unquote(urlsplit(target).fragment)
        if not file.is_file():
            faults.append(f"{target}: there is no such file")
        elif fragment and fragment not in ids(file):
            faults.append(f"{target}: there is no such id")
    return faults
