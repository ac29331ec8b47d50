"""Put `.br` and `.gz` beside every text file of the built site, for servers that send them as they are."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}

_serving = False


def on_startup(command: str, dirty: bool) -> None:
    global _serving
    _serving = command == "serve"


# After static-i18n, which builds the other languages in its own on_post_build.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    if _serving or config.plugins["i18n"].building:
        return
    with ThreadPoolExecutor() as pool:
        list(pool.map(_compress, [path for path in Path(config.site_dir).rglob("*") if path.suffix in TEXT]))


def _compress(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=9))
    # Without a time, so that the same site is the same bytes.
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
