"""A build is complete, a broken page does not build, and the way out of MkDocs is open."""

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types, nor has typeshed
import pytest

from tests.reader.pages import Page, Site
from tests.site.build import LANGUAGES, build, copy_sources

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md")


@pytest.mark.parametrize(
    ("suffix", "unpack"), [(".gz", gzip.decompress), (".br", brotli.decompress)], ids=["gzip", "brotli"]
)
def test_every_text_file_is_packed(site: Site, suffix: str, unpack: Callable[[bytes], bytes]) -> None:
    texts = [path for path in site.folder.rglob("*") if path.suffix in TEXTS]
    assert len(texts) > 100
    for path in texts:
        packed = path.with_name(path.name + suffix)
        assert unpack(packed.read_bytes()) == path.read_bytes(), packed


def test_nothing_of_the_theme_is_left_over(site: Site) -> None:
    """Material's scripts, styles and maps are not used; what the templates are made of is no page."""
    files = {
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("*")
        if path.suffix not in (".gz", ".br", ".html", ".md") and path.is_file()
    }
    assets = {re.sub(r"\.[A-Z0-9]{8}\.", ".", name) for name in files if name.startswith("assets/")}
    assert assets == {
        "assets/favicon.svg",
        "assets/site.js",
        "assets/site.css",
        "assets/errors.css",
        "assets/dialog.js",
        "assets/box.js",
        "assets/known.js",
        "assets/chunk.js",
    }
    assert {name for name in files if not name.startswith("assets/")} == {
        "sitemap.xml",
        *(
            f"{prefix}{name}"
            for prefix in ("", "zh/")
            for name in (
                "search.json",
                "errors.json",
                "llms.txt",
                "llms-full.txt",
                "openapi.json",
                "tokenforme.postman_collection.json",
            )
        ),
    }


def test_properdocs_builds_the_same_pages(site: Site, pages: list[Page], tmp_path: Path) -> None:
    """ProperDocs continues MkDocs when Material's maintenance ends; this test keeps the way to it open."""
    build(tmp_path / "site", tool="properdocs")
    for page in pages:
        other = tmp_path / "site" / page.html.relative_to(site.folder)
        assert article(other) == article(page.html), f"{page.url}: ProperDocs renders another article"


def article(path: Path) -> str:
    """Return the HTML of a page's article."""
    [found] = re.findall("<article.*</article>", path.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


BROKEN = {
    "snippet": ('```bash\n--8<-- "nowhere/x.sh"\n```', "nowhere/x.sh"),
    "section": ('```bash\n--8<-- "shell/export-openai-key.sh:nowhere"\n```', "nowhere"),
    "link": ("[x](nowhere.md)", "nowhere.md"),
    "id": ("[x](support.md#nowhere)", "#nowhere"),
    "fact": ("{{ nowhere.at.all }}", "support.md: 'nowhere' is undefined"),
    "syntax": ("---\ndescription: x\n---\n# X {#x}\n\n{% for %}", "support.md:6:"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_page_does_not_build(tmp_path: Path, fault: str) -> None:
    """A snippet, a link, an id or a fact that is missing stops the build, and is named."""
    text, message = BROKEN[fault]
    with pytest.raises(RuntimeError, match=re.escape(message)):
        build(tmp_path / "site", small_site(tmp_path / "small", text))


GOOD = "---\ndescription: Support.\n---\n# Support {#support}\n"


def test_a_small_site_builds(tmp_path: Path) -> None:
    build(tmp_path / "site", small_site(tmp_path / "small", GOOD))


def test_a_page_without_its_twin_does_not_build(tmp_path: Path) -> None:
    config = small_site(tmp_path / "small", GOOD)
    (config.parent / "docs" / "zh" / "support.md").unlink()
    with pytest.raises(RuntimeError, match=r"support\.md"):
        build(tmp_path / "site", config)


def small_site(folder: Path, text: str) -> Path:
    """Copy the project with a text as its support page, home pages and FAQs, and return the configuration."""
    folder.mkdir()
    config = copy_sources(folder)
    shutil.rmtree(folder / "docs")
    for language in LANGUAGES:
        pages = folder / "docs" / language
        pages.mkdir(parents=True)
        for name, title in (("index", "Home"), ("faq", "FAQ")):
            page = (
                f"---\ndescription: {title}.\n---\n# {title} {{#{name}}}\n\n"
                "## Questions {#questions}\n\n### One? {#one}\n\nYes.\n"
            )
            (pages / f"{name}.md").write_text(page, encoding="utf-8")
        (pages / "support.md").write_text(text, encoding="utf-8")
    small = config.with_name("small.yml")
    # MkDocs merges mappings and replaces lists.
    small.write_text(
        "INHERIT: mkdocs.yml\nnav: [{Overview: index.md}, {FAQ: faq.md}, {Support: support.md}]\n",
        encoding="utf-8",
    )
    return small
