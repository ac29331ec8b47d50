"""`make live`, with a second mock as the real gateway."""

import os
import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tests.commands.live import compare
from tests.commands.live.__main__ import main
from tests.commands.live.forward import Upstream
from tests.commands.live.keys import Keys, Scrubber
from tests.commands.live.plan import Plan, plan
from tests.commands.live.run import Report, check_keys, run
from tests.gateway import Gateway, Session
from tests.gateway.records import masked
from tests.gateway.tests.testing import tls
from tests.reader.draft import Draft
from tests.reader.outcome import Outcome
from tests.reader.pages import Site
from tests.site.facts import ROOT

# Keys that the second mock takes, and that no page shows as they are here.
OPENAI, GEMINI = "sk-your-dispatch-key", "sk-your-gemini-quota-key"
KEYS = Keys({"sk-your-openai-key": OPENAI, "sk-your-gemini-key": GEMINI})
ASK = """\
curl -sS https://api.tokenfor.me/v1/chat/completions -H "Authorization: Bearer sk-your-openai-key" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-5.5", "messages": [{"role": "user", "content": "Say pong"}]}'
"""
SENDS = "Sends `POST /v1/chat/completions` with `Authorization: Bearer`.\n{ .sends }\n"
ANSWER = '{..., "choices": [{..., "message": {..., "content": "pong", ...}, ...}], ...}\n'


@pytest.fixture(scope="module")
def real() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def customer(real: Gateway, request: pytest.FixtureRequest) -> Iterator[Session]:
    """What the real gateway sees."""
    with real.session(request.node.name) as session:
        yield session


def upstream(session: Session, keys: Keys = KEYS, limit: int = 100, url: str = "") -> Upstream:
    return Upstream(keys, url, limit, None if url else session.env["HTTPS_PROXY"], tls(session))


def asking(draft: Draft, block: str = ASK, sends: str = SENDS, answer: str = "") -> Plan:
    parts = [draft.block("bash", block), sends, *([draft.block("json", answer)] if answer else [])]
    return Plan(draft.walkthroughs("\n".join(parts)))


def ran(chosen: Plan, there: Upstream, draft: Draft) -> tuple[Report, str]:
    lines: list[str] = []
    return run(chosen, there, lines.append, draft.snippets), "\n".join(lines)


def test_pages_agree_with_another_mock_and_the_keys_are_exchanged(site: Site, customer: Session) -> None:
    chosen = plan(site.walkthroughs(), KEYS, ["api-keys/code#curl"])
    there = upstream(customer)
    report = run(chosen, there, lambda line: None)
    assert (report.differed, report.not_run) == ([], [])
    assert len(report.agreed) == len(chosen.walkthroughs) >= 3
    assert len(customer.requests) == there.sent == chosen.requests
    assert {request.key for request in customer.requests} == {masked(OPENAI), masked(GEMINI)}
    assert customer.unexpected == customer.refused == []


def test_the_key_is_nowhere_where_a_client_runs(draft: Draft, customer: Session) -> None:
    looks = f"""\
{ASK.rstrip()} -D head.txt -o body.txt
env >env.txt
tr '\\0' '\\n' </proc/$PPID/environ >parent.txt
! grep -rlF -e "{OPENAI[:12]}""{OPENAI[12:]}" "$HOME" --exclude-dir=tmp
"""
    report, told = ran(asking(draft, looks), upstream(customer), draft)
    assert report.differed == []
    assert OPENAI not in told
    assert [request.key for request in customer.requests] == [masked(OPENAI)]


def test_an_answer_that_differs_is_found(draft: Draft, customer: Session) -> None:
    other = ANSWER.replace("choices", "options")
    report, told = ran(asking(draft, answer=other), upstream(customer), draft)
    [difference] = report.differed
    assert "it does not print what the page shows" in difference
    assert '-{..., "options"' in difference
    assert difference in told


@pytest.mark.parametrize("words", ["pong", "Pong! What else?"])
def test_prose_and_counts_do_not_differ(draft: Draft, customer: Session, words: str) -> None:
    ask = ASK.replace("Say pong", f"Repeat exactly <<{words}>>")
    report, _ = ran(asking(draft, ask, answer=ANSWER), upstream(customer), draft)
    assert report.differed == []


def test_no_other_host_is_asked(draft: Draft, customer: Session) -> None:
    asks = f"{ASK.rstrip()} -o body.txt\ncurl -sS https://example.com || true\n"
    report, _ = ran(asking(draft, asks), upstream(customer), draft)
    [difference] = report.differed
    assert "example.com:443" in difference
    assert customer.refused == []


@pytest.mark.parametrize("host", ["example.com", "cn-api.tokenfor.me"])
def test_a_client_that_names_another_host_is_not_handed_on(
    draft: Draft, customer: Session, host: str
) -> None:
    """Within the tunnel to the gateway, where the proxy sees nothing."""
    report, _ = ran(asking(draft, f'{ASK.rstrip()} -H "Host: {host}"\n'), upstream(customer), draft)
    [difference] = report.differed
    assert f"the host '{host}' is another one" in difference
    assert customer.requests == []


def test_what_is_loosened_and_what_is_not() -> None:
    assert compare.loosened('{"id": "x", "n": 12, "text": "pong"}') == '{"id": "x", "n": ..., "text": "..."}'
    assert compare.loosened("gpt-5.5 says pong\nHTTP 403") == "gpt-5.5 says ...\nHTTP 403"
    nothing = Outcome(0, "", "", 0.1)
    assert not compare.agrees("pong", nothing)
    assert compare.agrees("pong", Outcome(0, "Pong, with pleasure!\n", "", 0.1))


def test_it_stops_at_the_limit(draft: Draft, customer: Session) -> None:
    [one] = asking(draft).walkthroughs
    there = upstream(customer, limit=1)
    report, _ = ran(Plan([one, one]), there, draft)
    assert (len(report.agreed), report.not_run) == (1, [one.name])
    assert len(customer.requests) == 1
    assert report.told(there) == "1 agree, 0 differ, 1 not run; 1 requests sent"


def test_it_stops_at_the_limit_within_a_walkthrough(draft: Draft, customer: Session) -> None:
    twice = asking(draft, ASK + ASK.replace("-sS", "-sSf"), SENDS.replace("` with", "` ×2 with"))
    report, _ = ran(twice, upstream(customer, limit=1), draft)
    [difference] = report.differed
    assert "the limit of 1 requests is reached" in difference
    assert len(customer.requests) == 1


class Breaks(socketserver.BaseRequestHandler):
    """Answers every request with the first half of an answer."""

    def handle(self) -> None:
        self.request.recv(65536)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


def test_a_broken_connection(draft: Draft, customer: Session) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Breaks) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = upstream(customer, url=f"http://127.0.0.1:{server.server_address[1]}")
        report, _ = ran(asking(draft), there, draft)
        server.shutdown()
    [difference] = report.differed
    assert "POST /v1/chat/completions: the answer broke off" in difference


def test_a_gateway_that_does_not_answer(draft: Draft, customer: Session) -> None:
    there = upstream(customer, url="https://127.0.0.1:9")
    with pytest.raises(ValueError, match=r"^https://127\.0\.0\.1:9 does not answer: .*refused"):
        check_keys(there)
    report, _ = ran(asking(draft), there, draft)
    [difference] = report.differed
    assert "POST /v1/chat/completions: ConnectError" in difference


def test_tls_that_fails(customer: Session) -> None:
    there = Upstream(KEYS, proxy=customer.env["HTTPS_PROXY"], verify=ssl.create_default_context())
    with pytest.raises(ValueError, match="CERTIFICATE_VERIFY_FAILED"):
        check_keys(there)


def test_a_wrong_key(customer: Session) -> None:
    wrong = "sk-0123456789abcdef0123456789abcdef"
    refused = r"refuses the key for sk-your-openai-key \(sk-01234…cdef\): 401"
    with pytest.raises(ValueError, match=refused) as said:
        check_keys(upstream(customer, Keys({"sk-your-openai-key": wrong})))
    assert wrong not in str(said.value)


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "no key. Put one into TOKENFORME_OPENAI_KEY"),
        ({"TOKENFORME_OPENAI_KEY": " "}, "no key."),
        ({"TOKENFORME_OPENAI_KEY": "sk-your-openai-key"}, "is the placeholder of the pages"),
        ({"TOKENFORME_GEMINI_KEY": "sk-two words-0123456789"}, "has characters that no key has"),
    ],
)
def test_keys_that_are_none(environment: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Keys.taken_from(environment)
    assert environment == {}


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_a_key_in_pieces_is_taken_out(size: int) -> None:
    scrubber = Scrubber(KEYS)
    body = f"a {OPENAI} b {GEMINI[:9]} c {GEMINI}".encode()
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    clean = b"".join(map(scrubber.feed, pieces)) + scrubber.rest()
    assert clean.decode() == f"a sk-your-openai-key b {GEMINI[:9]} c sk-your-gemini-key"


def test_it_tells_what_it_will_send_and_asks(capsys: pytest.CaptureFixture[str], site: Site) -> None:
    assert main(["billing"], {"TOKENFORME_OPENAI_KEY": OPENAI}) == 2
    told, errors = capsys.readouterr()
    assert told.startswith("https://api.tokenfor.me: ")
    assert "gpt-5.5" in told
    assert errors == "make live: nothing was sent. Say yes, or add --yes.\n"


def test_a_word_that_no_walkthrough_has(capsys: pytest.CaptureFixture[str], site: Site) -> None:
    assert main(["--yes", "nowhere"], {"TOKENFORME_OPENAI_KEY": OPENAI}) == 2
    assert "no walkthrough nowhere that uses only sk-your-openai-key" in capsys.readouterr().err


def test_by_hand(site: Site, customer: Session) -> None:
    """As CONTRIBUTING shows, with a mock that was started by hand."""
    network = {name: customer.env[name] for name in ("HTTPS_PROXY", "SSL_CERT_FILE")}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.commands.live", "--yes", "api-keys/code#curl"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **network, "TOKENFORME_OPENAI_KEY": OPENAI},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert OPENAI not in ended.stdout
    assert " 0 differ; " in ended.stdout.splitlines()[-1]
    assert {request.key for request in customer.requests} == {masked(OPENAI)}
