"""The mock started manually, as a program."""

import os
import shlex
import signal
import subprocess
import sys

import pytest

from tests.gateway import Session
from tests.gateway.__main__ import main
from tests.gateway.tests.testing import MAIN, OPENAI, port
from tests.site.facts import ROOT, api_hosts

SECRET = "sk-0123456789abcdef0123456789abcdef"


def start(*options: str) -> subprocess.Popen[str]:
    """Start the mock in a new process."""
    command = [sys.executable, "-m", "tests.gateway", *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_it_loads_no_sdk_before_a_request_needs_it() -> None:
    """They take seconds, so this is what makes the mock ready at once."""
    program = (
        "import sys, tests.gateway.__main__;print({'openai', 'anthropic', 'google.genai'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "set()\n"


def test_it_leads_clients_to_itself_and_logs_their_requests() -> None:
    with start("--root-fallback", "404", "--max-body", "1000") as process:
        assert process.stdout is not None
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("# All keys"):
                break
        assert all(
            line.startswith("#") or (line.startswith("export ") and len(shlex.split(line)) == 2)
            for line in printed
        ), printed
        requests = [
            f"curl -sS https://{api_hosts()[0]}/v1/models -H 'x-api-key: {OPENAI}'",
            f"curl -sS https://{api_hosts()[1]}/",
            f"curl -sS 'https://{api_hosts()[0]}/v1beta/models?key={SECRET}'",
        ]
        done = subprocess.run(
            ["bash", "-c", "".join(printed) + "; ".join(requests)],
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
            env={"PATH": os.environ["PATH"], "NO_PROXY": "*"},
        )
        process.send_signal(signal.SIGINT)
        rest, logged = process.communicate(timeout=20)
    assert MAIN["openai"] in done.stdout
    assert "404 page not found" in done.stdout
    assert (process.returncode, rest) == (0, "")
    assert logged.splitlines() == [
        "GET /v1/models  x-api-key sk-your-…-key  200",
        "GET /  no key  404",
        "GET /v1beta/models?key=sk-01234…cdef  ?key= sk-01234…cdef  401 UNAUTHENTICATED",
    ]


def test_by_hand_a_wait_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def gateway(**switches: object) -> None:
        asked.update(switches)
        raise ValueError("that is all")

    monkeypatch.setattr("tests.gateway.__main__.Gateway", gateway)
    assert main([]) == 2
    assert asked["real_time"] is True


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--root-fallback", "500"], "python -m tests.gateway: root_fallback is 'html' or '404', not '500'"),
        (["--dialect", "older"], "python -m tests.gateway: dialect is 'newest' or 'old', not 'older'"),
        (["--max-body", "0"], "python -m tests.gateway: max_body is a number of bytes above 0, not 0"),
        (["--port", "70000"], "python -m tests.gateway: port is a number from 0 to 65535, not 70000"),
        (["--port", "many"], "python -m tests.gateway: error: argument --port: invalid int value: 'many'"),
    ],
)
def test_an_option_that_makes_no_sense(
    options: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = status_of(options)
    out, err = capsys.readouterr()
    assert (status, out, err.splitlines()[-1]) == (2, "", line)


def status_of(options: list[str]) -> object:
    """Return the exit status of the program, however it ends."""
    try:
        return main(options)
    except SystemExit as stop:
        return stop.code


def test_a_port_that_is_taken(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main(["--port", str(port(session))]) == 1
    assert capsys.readouterr() == (
        "",
        f"python -m tests.gateway: port {port(session)}: Address already in use\n",
    )


def test_the_states_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--states"]) == 0
    out = capsys.readouterr().out
    assert "sk-your-expired-key\tpast its expiry date\n" in out
    assert "sk-your-<provider>-key\tworks\n" in out
