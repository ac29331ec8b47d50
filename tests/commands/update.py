"""Write into the repository what a machine can derive: `make update`. The tests only compare, and fail where this would write.

- what a block prints, into the snippet that the page shows below it, unless that one leaves something out with `...`;
- code and heading ids of the Chinese pages, from the English ones;
- the table of clients, from what each sent;
- the figures of the READMEs.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.commands import client_table
from tests.commands.figures import READMES, with_figures
from tests.gateway import Gateway
from tests.reader import output, snippets
from tests.reader.clients import is_set_up
from tests.reader.errors import PageError
from tests.reader.installs import Installed
from tests.reader.pages import built
from tests.reader.visit import Reader, Result
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES
from tests.site.facts import ROOT
from tests.site.sources import FENCE, HEADING


def main() -> int:
    docs = ROOT / "docs"
    changed: list[Path | None] = [
        mended
        for path in sorted((docs / DEFAULT_LANGUAGE).rglob("*.md"))
        for mended in mend_twins(path, docs)
    ]
    by_hand: list[str] = []
    rows = []
    with Gateway() as gateway, tempfile.TemporaryDirectory() as folder:
        reader = Reader(gateway, installed=Installed(Path(folder) / "installed"), checks_output=False)
        for walkthrough in built().walkthroughs():
            try:
                result = reader.run(walkthrough)
            except PageError as error:
                by_hand.append(str(error).splitlines()[0])
                continue
            written, left = write_outputs(result)
            changed += written
            by_hand += left
            if is_set_up(walkthrough):
                rows.append(client_table.row(walkthrough, result))
    if not by_hand:
        changed.append(client_table.write(rows))
    changed += [write_figures(ROOT / readme, language) for readme, language in READMES.items()]
    for path in dict.fromkeys(path for path in changed if path):
        print(f"written: {path.relative_to(ROOT)}")
    for line in by_hand:
        print(f"by hand: {line}", file=sys.stderr)
    return bool(by_hand)


def mend_twins(english: Path, docs: Path, languages: Sequence[str] = LANGUAGES[1:]) -> list[Path]:
    """Copy code and heading ids from the English page to its translations where the counts match. Return the changed paths."""
    source = english.read_text(encoding="utf-8")
    changed = []
    for path in (docs / language / english.relative_to(docs / DEFAULT_LANGUAGE) for language in languages):
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        mended = mend(source, text)
        if mended != text:
            path.write_text(mended, encoding="utf-8")
            changed.append(path)
    return changed


def mend(source: str, text: str) -> str:
    """Put the fenced blocks and heading ids of `source` into `text`, each kind only if both have as many, at the same levels."""
    fences = [match[0] for match in FENCE.finditer(source)]
    if len(fences) == len(FENCE.findall(text)):
        replacements = iter(fences)
        text = FENCE.sub(lambda _: next(replacements), text)
    headings, ours = list(HEADING.finditer(source)), list(HEADING.finditer(text))
    if [heading[1] for heading in headings] == [heading[1] for heading in ours]:
        ids = iter([heading[2] or "" for heading in headings])
        text = HEADING.sub(lambda heading: heading[0].removesuffix(heading[2] or "") + next(ids), text)
    return text


def write_outputs(result: Result) -> tuple[list[Path], list[str]]:
    """Write down what a walkthrough printed; give the files written, and what is left to mend by hand."""
    written, left = [], []
    for step, outcome in result.outcomes:
        shown = step.output
        if not shown or output.agrees(shown.text, outcome, shown.language):
            continue
        path = snippets.source(shown)
        if "..." in shown.text or outcome.code:
            left.append(
                f"{path.relative_to(ROOT)}: it leaves something out, but no longer shows what {step.block.place} prints."
            )
        else:
            path.write_text(
                output.pretty(outcome.stdout) if shown.language == "json" else outcome.stdout,
                encoding="utf-8",
            )
            written.append(path)
    return written, left


def write_figures(readme: Path, language: str) -> Path | None:
    text = readme.read_text(encoding="utf-8")
    if (current := with_figures(text, language)) == text:
        return None
    readme.write_text(current, encoding="utf-8")
    return readme


if __name__ == "__main__":
    sys.exit(main())
