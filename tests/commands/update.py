"""Write into the repository what a machine can derive: `make update`.

- what a block prints, into the snippet that the page shows below it, unless that one has `...` for something;
- code and heading ids of the other languages' pages, from the English ones;
- the table of clients, from what each sent, and the requests and answers that pages fold below a block;
- what works and what does not, asked of the mock gateway (tests/commands/capabilities), and the OpenAPI file
  and the collection, made of what it answers (tests/commands/openapi);
- the figures of the READMEs, and the table of what is held against the real gateway;
- what clients print when a request fails (tests/commands/failures), of what has changed since.

The tests compare, and fail where this would write.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.commands import client_table, held
from tests.commands.capabilities import table as capabilities
from tests.commands.failures import run as failures
from tests.commands.figures import READMES, with_figures
from tests.commands.openapi import collection
from tests.commands.openapi import document as openapi
from tests.commands.openapi.record import record
from tests.gateway import Gateway
from tests.reader import output, snippets, wire
from tests.reader.clients import is_set_up
from tests.reader.errors import PageError
from tests.reader.installs import Installed
from tests.reader.pages import built
from tests.reader.visit import Reader, Result
from tests.site.build import DEFAULT_LANGUAGE, LANGUAGES
from tests.site.facts import ROOT
from tests.site.sources import FENCE, HEADING


def main() -> int:
    """Write, print what was written and what a person must mend, and return the exit status."""
    docs = ROOT / "docs"
    changed: list[Path | None] = []
    for page in sorted((docs / DEFAULT_LANGUAGE).rglob("*.md")):
        changed += mend_twins(page, docs)
    written, left = _run_pages()
    changed += written
    changed += [write_figures(ROOT / readme, language) for readme, language in READMES.items()]
    changed.append(write_held(held.README))
    changed.append(write_capabilities())
    changed += write_openapi()
    changed.append(failures.write())
    for path in dict.fromkeys(path for path in changed if path):
        print(f"written: {path.relative_to(ROOT)}")
    for line in left:
        print(f"mend manually: {line}", file=sys.stderr)
    return bool(left)


def mend_twins(english: Path, docs: Path, languages: Sequence[str] = LANGUAGES[1:]) -> list[Path]:
    """Copy code and heading ids from the English page to its translations, where the counts match.

    Return the changed paths.
    """
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
    """Return `text` with the fenced blocks and the heading ids of `source`.

    Either kind is replaced only if both texts have as many of it, headings at the same levels.
    """
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
    """Write what a walkthrough printed into its snippets.

    Return the paths written, and a line for each snippet that a person must mend.
    """
    written, left = [], []
    for step, outcome in result.outcomes:
        shown = step.output
        if not shown or output.agrees(shown.text, outcome, shown.language):
            continue
        path = snippets.source(shown)
        if "..." in shown.text or outcome.code:
            fault = f"it leaves something out, but no longer shows what {step.block.place} prints."
            left.append(f"{path.relative_to(ROOT)}: {fault}")
        else:
            is_json = shown.language == "json"
            text = output.pretty(outcome.stdout) if is_json else outcome.stdout
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written, left


def write_figures(readme: Path, language: str) -> Path | None:
    """Write today's figures into a README. Return its path if that changed it."""
    text = readme.read_text(encoding="utf-8")
    if (current := with_figures(text, language)) == text:
        return None
    readme.write_text(current, encoding="utf-8")
    return readme


def write_capabilities() -> Path | None:
    """Write what works and what does not. Return the path of the table if that changed it."""
    with Gateway() as gateway:
        found = capabilities.table(gateway)
    if found == capabilities.known():
        return None
    capabilities.write(found)
    return capabilities.TABLE


def write_openapi() -> list[Path]:
    """Write the OpenAPI file and the collection. Return the paths of those that this changed."""
    with Gateway() as gateway:
        found = openapi.document(record(gateway))
    sent = collection.collection(found)
    changed = []
    if found != openapi.known():
        openapi.write(found)
        changed.append(openapi.PATH)
    if sent != collection.known():
        collection.write(sent)
        changed.append(collection.PATH)
    return changed


def write_held(readme: Path) -> Path | None:
    """Write today's table into the mock's specification. Return its path if that changed it."""
    text = readme.read_text(encoding="utf-8")
    if (current := held.with_table(text)) == text:
        return None
    readme.write_text(current, encoding="utf-8")
    return readme


def _run_pages() -> tuple[list[Path | None], list[str]]:
    """Run every walkthrough, and write its outputs and, if all pass, the table of clients and the requests.

    Return the paths written, and a line for each thing that a person must mend.
    """
    changed: list[Path | None] = []
    left: list[str] = []
    rows = []
    wires: dict[str, list[wire.Exchange]] = {}
    with Gateway() as gateway, tempfile.TemporaryDirectory() as folder:
        reader = Reader(gateway, installed=Installed(Path(folder) / "installed"), agrees=lambda *_: True)
        for walkthrough in built().walkthroughs():
            try:
                result = reader.run(walkthrough)
            except PageError as error:
                left.append(str(error).splitlines()[0])
                continue
            outputs, stale = write_outputs(result)
            changed += outputs
            left += stale
            wires |= {name: wire.exchanges(requests) for name, requests in result.wires.items()}
            if is_set_up(walkthrough):
                rows.append(client_table.row(walkthrough, result))
    if not left:
        changed += [client_table.write(rows), wire.write(wires)]
    return changed, left


if __name__ == "__main__":
    sys.exit(main())
