"""Other hosts are explained, or the test is red."""

import pytest

from tests.gateway import Gateway
from tests.reader import hosts
from tests.reader.draft import Draft
from tests.reader.errors import PageError
from tests.reader.visit import Reader


def test_another_host_needs_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    telemetry, evil = "telemetry.example:443", "evil.example:443"
    monkeypatch.setattr(hosts, "explained", lambda: {("api-keys/tool", telemetry): "cannot be turned off"})
    assert hosts.unexplained("api-keys/tool", [telemetry, evil, evil]) == [evil]
    assert hosts.unexplained("api-keys/other", [telemetry]) == [telemetry]


def test_every_explained_host_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in hosts.explained().values())


def test_a_client_that_opens_a_browser_is_named(draft: Draft, gateway: Gateway) -> None:
    [walkthrough] = draft.walkthroughs(draft.block("bash", '"$BROWSER" https://example.com/login\n'))
    with pytest.raises(PageError, match=r"the block opened a browser: https://example\.com/login"):
        Reader(gateway, folder=draft.snippets).run(walkthrough)
