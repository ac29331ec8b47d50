"""A real browser, and the built site on a port of 127.0.0.1."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import Axe
from tests.browser.chromium import ONE_PROCESS, UNOPTIMIZED, chromium
from tests.browser.server import SiteServer
from tests.browser.view import FirstVisits, View, view
from tests.reader.pages import Site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium(UNOPTIMIZED, ONE_PROCESS) as browser:
        yield browser


@pytest.fixture(scope="session")
def site_server(site: Site) -> Iterator[SiteServer]:
    """The server of the built site: one for each worker."""
    with SiteServer(site.folder) as server:
        yield server


@pytest.fixture
def served(site_server: SiteServer) -> SiteServer:
    """The server of the built site, with nothing missing."""
    site_server.gone.clear()
    return site_server


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Axe with one memory for all pages that a worker sees."""
    return Axe()


@pytest.fixture(scope="session")
def visits(browser: Browser, site_server: SiteServer) -> Iterator[FirstVisits]:
    """First visits of the pages that a worker sees."""
    visits = FirstVisits(browser, site_server)
    yield visits
    visits.close()


@pytest.fixture
def desktop(browser: Browser, served: SiteServer) -> Iterator[View]:
    """A new browser page as wide as a laptop."""
    with view(browser, served) as desktop:
        yield desktop
