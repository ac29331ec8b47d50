"""The box for a pasted error: what was recorded, pasted in several forms, and the time a text takes."""

import statistics
from collections import Counter

from tests.commands.failures import cases
from tests.reader.pages import built
from tests.site.build import LANGUAGES
from tests.words.lookup import look_up
from tests.words.pasted import FORMS, answers

AIM = "95 %, 100 %"
# Characters, and milliseconds.
TEXTS = {"10 kB": (10_000, 50), "1 MB": (1_000_000, 300)}


def errors() -> None:
    """Print how often the right entry comes first, what it is taken for, and how long a text takes."""
    site, known = built(), cases.records()
    print("\nPasted errors: right entry first, among the first three, of those recorded")
    taken: Counter[tuple[str, str]] = Counter()
    for form in FORMS:
        for language in LANGUAGES:
            found = answers(site, form, language)
            first = sum(bool({*ids[:1]} & right) for right, ids in found.values())
            three = sum(bool({*ids} & right) for right, ids in found.values())
            share = f"{first / len(found):.1%}, {three / len(found):.1%}"
            print(f"  {form:<12}{language:<4}{share:>16} of {len(found)}{AIM:>16}", flush=True)
            for name, (right, ids) in found.items():
                if not {*ids[:1]} & right:
                    taken[known[name]["entries"][0], (ids or ["nothing"])[0]] += 1
    print("\nTaken for another: entry, what came first instead, how often in all forms and languages")
    for (entry, other), number in taken.most_common():
        print(f"  {entry:<36}{other:<36}{number:>4}")
    line = "httpx.ConnectError: [Errno 111] Connection refused while asking for the models of a key\n"
    for name, (size, aim) in TEXTS.items():
        text = (line * (size // len(line) + 1))[:size]
        milliseconds = statistics.median(one["milliseconds"] for one in look_up(site, [text] * 7))
        print(f"  {name}: {milliseconds:.0f} ms, aim {aim} ms")
