"""The mock answers as the real gateway was recorded to answer."""

from collections.abc import Iterator

import pytest

from tests.gateway import Gateway, Session
from tests.gateway.tests.recordings import Recording, ask, exceptions, old_recordings, recordings, shortened

# How many answers may be excepted.
MOST = 20
HELD = [recording for recording in recordings() if recording.name not in exceptions()]
# Of what a provider refused, the mock's provider refuses more (2.11).
ARRIVED = [
    recording
    for recording in recordings()
    if recording.arrived is not None
    and recording.answer["status"] == 200
    and not {recording.name, f"arrived: {recording.name}"} & exceptions().keys()
]
OLD = [recording for recording in old_recordings() if f"old: {recording.name}" not in exceptions()]


@pytest.fixture(scope="module")
def old_gateway() -> Iterator[Gateway]:
    """The mock as of the older gateway."""
    with Gateway(dialect="old") as gateway:
        yield gateway


def name(recording: Recording) -> str:
    return recording.name


@pytest.mark.parametrize("recording", HELD, ids=name)
def test_the_newest_gateway(session: Session, recording: Recording) -> None:
    fault = recording.fault(*ask(session, recording.request))
    assert fault is None, fault


@pytest.mark.parametrize("recording", OLD, ids=name)
def test_the_old_gateway(old_gateway: Gateway, recording: Recording) -> None:
    with old_gateway.session(recording.name) as session:
        fault = recording.fault(*ask(session, recording.request))
    assert fault is None, fault


@pytest.mark.parametrize("recording", ARRIVED, ids=name)
def test_what_arrives(session: Session, recording: Recording) -> None:
    ask(session, recording.request)
    assert shortened(session.requests[0].sent) == shortened(recording.arrived)


def test_the_exceptions_are_few_and_needed(session: Session, old_gateway: Gateway) -> None:
    assert len(exceptions()) <= MOST
    recorded = {recording.name: recording for recording in recordings()}
    arrived = {f"arrived: {recording.name}": recording for recording in recordings()}
    recorded_old = {f"old: {recording.name}": recording for recording in old_recordings()}
    for excepted in exceptions():
        if excepted in arrived:
            ask(session, arrived[excepted].request)
            sent = shortened(session.requests[-1].sent)
            fault = None if sent == shortened(arrived[excepted].arrived) else str(sent)
        elif excepted in recorded:
            answer = ask(session, recorded[excepted].request)
            fault = recorded[excepted].fault(*answer)
        else:
            with old_gateway.session(excepted) as old:
                fault = recorded_old[excepted].fault(*ask(old, recorded_old[excepted].request))
        assert fault, f"{excepted} is answered as recorded. Remove its entry from recorded/exceptions.toml."


def test_each_exception_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in exceptions().values())
