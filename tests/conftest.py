"""What all tests share: the built site, its walkthroughs as parameters, and the mock gateway."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.draft import Draft
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
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", built().pages, ids=lambda page: f"{page.language}/{page.name}")


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


@pytest.fixture
def session(gateway: Gateway, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session of the test's own."""
    with gateway.session(request.node.name) as session:
        yield session


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A page that a test makes up, with snippets of its own."""
    return Draft(tmp_path)
