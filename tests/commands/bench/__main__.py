"""Run the parts that the command line names, or all of them."""

import argparse
import sys
from collections.abc import Callable

from tests.commands.bench import blocks, errors, growth, lighthouse, search, suite, weight

PARTS: dict[str, Callable[[], None]] = {
    "block": blocks.block,
    "build": growth.growth,
    "search": search.search,
    "errors": errors.errors,
    "weight": weight.weight,
    "lighthouse": lighthouse.lighthouse,
    "agents": suite.agents,
    "suite": suite.suite,
}


def main() -> None:
    """Print the tables of the parts, one after another."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure what the docs cost to run.")
    choices = ", ".join(PARTS)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one of {choices}; all if none is named")
    names = parser.parse_args().parts or list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"make bench: there is no part {unknown[0]!r}. Choose from {choices}.")
    for name in names:
        PARTS[name]()


if __name__ == "__main__":
    main()
