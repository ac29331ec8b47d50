"""pytest's fixtures of the mock gateway, for tests that need nothing else: `pytest --noconftest -p tests.gateway.fixtures`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.gateway import Gateway, Session


@pytest.fixture(scope="session")
def gateway() -> "Iterator[Gateway]":
    # It loads the providers' SDKs, which takes seconds: only where a test asks for it.
    from tests.gateway import Gateway

    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def session(gateway: "Gateway", request: pytest.FixtureRequest) -> "Iterator[Session]":
    """A session for one test alone."""
    with gateway.session(request.node.name) as session:
        yield session
