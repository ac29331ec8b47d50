"""What all tests share: the built site, its walkthroughs as parameters, and the mock gateway."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.server import SiteServer
from tests.browser.view import View, view
from tests.commands.client_table import is_set_up
from tests.commands.cpu import Bill, Cost, adopt_orphans
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.gate import Gate
from tests.reader.installs import Installed
from tests.reader.pages import Page, Site, built
from tests.reader.tally import id_of
from tests.reader.walkthroughs import Walkthrough
from tests.site.facts import facts, host

pytest_plugins = ["tests.gateway.fixtures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shard", metavar="K/N", help="run the K-th of N parts of the tests, K from 1")
    parser.addoption("--tally", type=Path, metavar="FILE", help="write what the run has proven, for `make gate`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep one shard; the tests of one page stay together, since they share an install."""
    shard = config.getoption("shard")
    if not shard:
        return
    number, _, count = shard.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise pytest.UsageError(f"--shard={shard}: write K/N, with K from 1 to N, such as 1/3.")
    kept: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        (kept if zlib.crc32(_page(item).encode()) % int(count) == int(number) - 1 else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept


def _page(item: pytest.Item) -> str:
    walkthrough = getattr(item, "callspec", None) and (item.callspec.params.get("walkthrough") or item.callspec.params.get("varied_walkthrough"))
    return walkthrough.page if walkthrough else item.location[0]


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    cost = None
    if is_worker or not config.getoption("numprocesses", None):
        adopt_orphans()
        cost = Cost()
        config.pluginmanager.register(cost, "cost")
    if is_worker:
        return
    # Once, before the workers start: they would all find the same fault, each with a traceback.
    try:
        built().walkthroughs()
    except (RuntimeError, PageError, ValueError) as error:
        raise pytest.UsageError(str(error)) from None
    # The gate and the bill count where the reports of all workers come together.
    config.pluginmanager.register(Gate(config.getoption("tally")), "gate")
    config.pluginmanager.register(Bill(cost), "bill")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each walkthrough, and of each page, named as the reader sees it."""
    if "walkthrough" in metafunc.fixturenames:
        metafunc.parametrize("walkthrough", built().walkthroughs(), ids=id_of)
    if "varied_walkthrough" in metafunc.fixturenames:
        metafunc.parametrize(
            ("varied_walkthrough", "words"),
            [pytest.param(walkthrough, words, id=f"{walkthrough.name} on {site}") for walkthrough, site, words in other_readers()],
        )
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", built().pages, ids=lambda page: f"{page.language}/{page.name}")


def other_words() -> dict[str, dict[str, str]]:
    """Return what readers of each other site write instead: its host, and, to be told from a client's default, the second models."""
    first, *others = facts()["sites"]
    models = {models["main"]: models["cheap"] for models in facts()["models"].values()}
    return {site["name"]: {host(first["api"]): host(site["api"])} | models for site in others}


def other_readers() -> list[tuple[Walkthrough, str, dict[str, str]]]:
    """Return one set-up of each client, with the other sites and the client's tabs in turn.

    A client that reads base URL and model from one tab's settings reads them from another's as well; that every tab has
    them in its settings is a matter of its text (`test_every_set_up_can_be_varied`).
    """
    set_ups: dict[str, list[Walkthrough]] = {}
    for walkthrough in filter(is_set_up, built().walkthroughs()):
        set_ups.setdefault(walkthrough.page, []).append(walkthrough)
    words = list(other_words().items())
    return [(tabs[number % len(tabs)], *words[number % len(words)]) for number, tabs in enumerate(set_ups.values())]


@pytest.fixture(scope="session")
def site() -> Site:
    return built()


@pytest.fixture(scope="session")
def pages(site: Site) -> list[Page]:
    return site.pages


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What pages have installed in this run, whichever worker ran them."""
    own = tmp_path_factory.getbasetemp()
    # Each worker's folder lies in that of the run.
    return Installed((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def site_server(site: Site) -> Iterator[SiteServer]:
    with SiteServer(site.folder) as server:
        yield server


@pytest.fixture
def served(site_server: SiteServer) -> SiteServer:
    """The built site on a port of this worker's, with nothing missing."""
    site_server.gone.clear()
    return site_server


@pytest.fixture
def desktop(browser: Browser, served: SiteServer) -> Iterator[View]:
    """A fresh browser page as wide as a laptop."""
    with view(browser, served) as page:
        yield page


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A page that a test makes up, with snippets of its own."""
    return Draft(tmp_path)
