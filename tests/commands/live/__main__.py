"""The command line of `make live`."""

import argparse
import os
import sys
from collections.abc import Callable, MutableMapping, Sequence

from tests.commands.live.forward import Upstream
from tests.commands.live.keys import Keys
from tests.commands.live.plan import plan
from tests.commands.live.run import check_keys, run
from tests.reader.pages import built
from tests.site.facts import api_hosts


def main(
    arguments: Sequence[str], environment: MutableMapping[str, str], answer: Callable[[str], str] = input
) -> int:
    """Run, and return 0 if page and service agree, 1 if they differ, 2 if nothing could be run."""
    options = _options(arguments)
    try:
        keys = Keys.taken_from(environment)
        upstream = Upstream(keys, environment.pop("GATEWAY_URL", ""), options.limit)
        chosen = plan(built().walkthroughs(), keys, options.words)
        _tell(f"{upstream.url or f'https://{api_hosts()[0]}'}: {chosen.told(options.limit)}")
        if not options.yes and not (sys.stdin.isatty() and answer("Send them? [yes/no] ") == "yes"):
            raise ValueError("nothing was sent. Say yes, or add --yes.")
        check_keys(upstream)
    except ValueError as error:
        print(f"make live: {error}", file=sys.stderr)
        return 2
    report = run(chosen, upstream, _tell)
    _tell(report.told(upstream))
    return 1 if report.differed or report.not_run else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make live",
        description="Run the walkthroughs of working keys, unchanged, against the real gateway.",
    )
    parser.add_argument("words", nargs="*", help="run only walkthroughs with one of these in their name")
    parser.add_argument("--yes", action="store_true", help="do not ask before requests are sent")
    parser.add_argument("--limit", type=int, default=300, help="the most requests (default: 300)")
    options = parser.parse_args(arguments)
    if options.limit < 1:
        parser.error(f"--limit is a number above 0, not {options.limit}")
    return options


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
