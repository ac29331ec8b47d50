"""Write `.br` and `.gz` beside every text file of the built site, for servers that send packed files."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from overrides.hooks import i18n
from overrides.hooks.command import COMMAND

TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}


# After static-i18n, which builds the other languages in its own on_post_build.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Pack every text file when all languages are built."""
    if COMMAND.is_serve or not i18n.is_first_build(config):
        return
    with ThreadPoolExecutor() as pool:
        paths = [path for path in Path(config.site_dir).rglob("*") if path.suffix in TEXT]
        # Asking for the results raises what a thread raised.
        list(pool.map(_pack, paths))


def _pack(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=9))
    # Without a time, so that the same site is the same bytes.
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
