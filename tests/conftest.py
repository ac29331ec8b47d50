"""What all rooms share: the built site, its pages and walkthroughs as parameters, the mock gateway, the gate.

Nothing is built or loaded before a test asks for it: the tests of the mock gateway start in a second.
"""

import gc
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.cpu import Bill, Cost, adopt_orphans
from tests.reader.errors import PageError
from tests.reader.gate import Gate
from tests.reader.installs import Installed

if TYPE_CHECKING:
    from tests.gateway import Gateway, Session
    from tests.reader.draft import Draft
    from tests.reader.pages import Page, Site


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run in parts."""
    parser.addoption("--shard", metavar="K/N", help="run the K-th of N parts of the tests, K from 1")
    parser.addoption(
        "--tally", type=Path, metavar="FILE", help="write what the run has proven, for `make gate`"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the gate and the bill where all reports arrive, the count where tests run."""
    # Tests keep much and make little garbage: looking for it every 700 objects is a tenth of the work.
    gc.set_threshold(50_000, 50, 100)
    is_worker = hasattr(config, "workerinput")
    cost = None
    if is_worker or not config.getoption("numprocesses", None):
        adopt_orphans()
        cost = Cost()
        config.pluginmanager.register(cost, "cost")
    if not is_worker:
        config.pluginmanager.register(Gate(config.getoption("tally")), "gate")
        config.pluginmanager.register(Bill(cost), "bill")


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
        is_ours = zlib.crc32(_page(item).encode()) % int(count) == int(number) - 1
        (kept if is_ours else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for no garbage in what was collected: it stays to the end."""
    gc.freeze()


def _page(item: pytest.Item) -> str:
    from tests.reader.walkthroughs import Walkthrough

    parameters = getattr(item, "callspec", None)
    values = parameters.params.values() if parameters else []
    walkthrough = next((value for value in values if isinstance(value, Walkthrough)), None)
    return walkthrough.page if walkthrough else item.location[0]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each walkthrough, and of each page, named as the reader sees it."""
    if not {"walkthrough", "varied_walkthrough", "same_commands", "page"} & set(metafunc.fixturenames):
        return
    from tests.reader.clients import other_readers
    from tests.reader.pages import built
    from tests.reader.shells import for_a_shell
    from tests.reader.tally import id_of

    try:
        site = built()
        if "walkthrough" in metafunc.fixturenames:
            metafunc.parametrize("walkthrough", site.walkthroughs(), ids=id_of)
        if "varied_walkthrough" in metafunc.fixturenames:
            readers = other_readers(site.walkthroughs())
            parameters = [
                pytest.param(walkthrough, words, id=f"{walkthrough.name} on {site_name}")
                for walkthrough, site_name, words in readers
            ]
            metafunc.parametrize(("varied_walkthrough", "words"), parameters)
        if "same_commands" in metafunc.fixturenames:
            groups = for_a_shell(site.walkthroughs())
            metafunc.parametrize("same_commands", groups, ids=lambda group: id_of(group[0]))
        if "page" in metafunc.fixturenames:
            metafunc.parametrize("page", site.pages, ids=lambda page: f"{page.language}/{page.name}")
    except (RuntimeError, PageError, ValueError) as error:
        # Without a traceback: the message is for the author of a page. Workers that find the same fault
        # report it once.
        raise pytest.Collector.CollectError(str(error)) from None


@pytest.fixture(scope="session")
def site() -> "Site":
    """The built site."""
    from tests.reader.pages import built

    return built()


@pytest.fixture(scope="session")
def pages(site: "Site") -> "list[Page]":
    """Every page in every language."""
    return site.pages


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What pages have installed in this run, whichever worker ran them."""
    from tests.site.build import digest
    from tests.site.facts import ROOT

    own = tmp_path_factory.getbasetemp()
    # Each worker's folder is in that of the run.
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    locks = digest(ROOT / "tests" / "locks" / name for name in ("clients", "node"))
    return Installed(run / "installed", ROOT / ".cache" / "installs" / locks[:16])


@pytest.fixture(scope="session")
def gateway() -> "Iterator[Gateway]":
    """The mock gateway; it loads the providers' SDKs, which takes seconds."""
    from tests.gateway import Gateway, warm_up

    warm_up()
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def session(gateway: "Gateway", request: pytest.FixtureRequest) -> "Iterator[Session]":
    """A session of the mock gateway for one test alone."""
    with gateway.session(request.node.name) as session:
        yield session


@pytest.fixture
def draft(tmp_path: Path) -> "Draft":
    """A page that a test makes up, with its own snippets."""
    from tests.reader.draft import Draft

    return Draft(tmp_path)
