"""Start the mock gateway by hand: `python -m tests.gateway`.

Prints the environment that leads a client to it, to paste or to `eval`; then logs a line for every request on
stderr.
"""

import argparse
import os
import shlex
import signal
import sys
import threading
from collections.abc import Mapping, Sequence

from tests.gateway.exchange import Switches
from tests.gateway.keys import STATES, WORKING
from tests.gateway.records import Request
from tests.gateway.server import Gateway
from tests.site.facts import api_hosts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until Ctrl-C. Return 0, or 2 for an option that makes no sense, 1 for a port that is taken."""
    options = _options(arguments)
    if options.states:
        print_states()
        return 0
    try:
        if not 0 <= options.port <= 65535:
            raise ValueError(f"port is a number from 0 to 65535, not {options.port}")
        gateway = Gateway(
            log=log,
            root_fallback=options.root_fallback,
            max_body=options.max_body,
            dialect=options.dialect,
            real_time=True,
        )
    except ValueError as error:
        print(f"python -m tests.gateway: {error}", file=sys.stderr)
        return 2
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with gateway, gateway.session("by hand", options.port) as session:
            print_environment(session.env)
            stop.wait()
    except OSError as error:
        why = os.strerror(error.errno or 0)
        print(f"python -m tests.gateway: port {options.port}: {why}", file=sys.stderr)
        return 1
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    defaults = Switches()
    parser = argparse.ArgumentParser(
        prog="python -m tests.gateway", description="Start the mock gateway by hand."
    )
    add = parser.add_argument
    add("--port", type=int, default=0, help="port of the proxy on 127.0.0.1 (default: a free one)")
    add("--root-fallback", default=defaults.root_fallback, help="html or 404: paths outside the API")
    add("--max-body", type=int, default=defaults.max_body, help="largest request body, in bytes")
    add("--dialect", default=defaults.dialect, help="newest or old (the service as of 2026-06-06)")
    add("--states", action="store_true", help="list the keys, and exit")
    return parser.parse_args(arguments)


def print_environment(env: Mapping[str, str]) -> None:
    """Print how to point a client at the mock, as commands of a shell."""
    print("# The mock gateway runs until Ctrl-C. Paste this into the terminal of the client:")
    # NO_PROXY would lead clients past the mock.
    for name, value in {**env, "NO_PROXY": "", "no_proxy": ""}.items():
        print(f"export {name}={shlex.quote(value)}")
    print("# Then use the base URLs and placeholder keys of the pages, as in")
    print(f'# curl https://{api_hosts()[0]}/v1/models -H "Authorization: Bearer sk-your-openai-key"')
    print("# All keys: python -m tests.gateway --states", flush=True)


def log(request: Request) -> None:
    """Write a request as one line: what was asked, with which carrier and key (masked), and the status."""
    carriers = ", ".join(request.auth) or "no key"
    told = " ".join(filter(None, (carriers, request.key)))
    answered = " ".join(filter(None, (str(request.status), request.error)))
    print(f"{request.line}  {told}  {answered}", file=sys.stderr, flush=True)


def print_states() -> None:
    """List the keys and what happens to each."""
    for name, state in {"<provider>": WORKING, **STATES}.items():
        print(f"sk-your-{name}-key\t{state.meaning}")


if __name__ == "__main__":
    sys.exit(main())
