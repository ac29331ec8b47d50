"""Print by page how much of its code each kind of evidence shows, and what nothing shows: `make words`."""

import sys
from collections import Counter

from tests.reader.pages import built
from tests.words import evidence, gate
from tests.words.passages import passages


def main() -> int:
    """Print the shares, then the faults. Return 1 if there are any."""
    every = list(passages(built()))
    kinds = [*evidence.KINDS, ""]
    print(f"{'code spans, both languages':<28}" + "".join(f"{kind or 'nothing':>14}" for kind in kinds))
    shares = gate.shares(every)
    total = sum(shares.values(), Counter[str]())
    for page, found in {**shares, "all pages": total}.items():
        number = max(found.total(), 1)
        cells = "".join(f"{found[kind] / number:>13.0%} " if found[kind] else f"{'':>14}" for kind in kinds)
        print(f"{page:<28}{cells}{found.total():>6}")
    faults = sorted(map(str, gate.faults(every)))
    print("", *faults, sep="\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
