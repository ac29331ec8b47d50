"""What all tests share: the built site, its walkthroughs as parameters, and the mock gateway."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.server import SiteServer
from tests.browser.view import View, view
from tests.clients import is_set_up
from tests.draft import Draft
from tests.facts import facts, host
from tests.gate import Gate
from tests.gateway import Gateway, Session
from tests.reader.errors import PageError
from tests.reader.site import Page, Site, built
from tests.reader.walkthroughs import Walkthrough


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    # Once, before the workers start: they would all find the same fault, each with a traceback.
    try:
        built().walkthroughs()
    except (RuntimeError, PageError, ValueError) as error:
        raise pytest.UsageError(str(error)) from None
    # The gate counts where the reports of all workers come together.
    config.pluginmanager.register(Gate(), "gate")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each walkthrough, and of each page, named as the reader sees it."""
    if "walkthrough" in metafunc.fixturenames:
        metafunc.parametrize("walkthrough", built().walkthroughs(), ids=_name)
    if "varied_walkthrough" in metafunc.fixturenames:
        found = [walkthrough for walkthrough in built().walkthroughs() if is_set_up(walkthrough)]
        metafunc.parametrize(
            ("varied_walkthrough", "words"),
            [pytest.param(walkthrough, words, id=f"{walkthrough.name} on {site}") for walkthrough in found for site, words in other_readers().items()],
        )
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", built().pages, ids=lambda page: f"{page.language}/{page.name}")


def other_readers() -> dict[str, dict[str, str]]:
    """Give what readers of the other sites write instead; the first of them takes the second model as well."""
    first, *others = facts()["sites"]
    words = {site["name"]: {host(first["api"]): host(site["api"])} for site in others}
    words[others[0]["name"]] |= {models["main"]: models["cheap"] for models in facts()["models"].values()}
    return words


def _name(walkthrough: Walkthrough) -> str:
    # pytest puts what is not ASCII into escapes; page names, heading ids and tab labels are ASCII.
    return f"{'+'.join(walkthrough.languages)} {walkthrough.name}"


@pytest.fixture(scope="session")
def site() -> Site:
    return built()


@pytest.fixture(scope="session")
def pages(site: Site) -> list[Page]:
    return site.pages


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


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
def session(gateway: Gateway, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session of the test's own."""
    with gateway.session(request.node.name) as session:
        yield session


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A page that a test makes up, with snippets of its own."""
    return Draft(tmp_path)
