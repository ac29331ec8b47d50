"""Publish the OpenAPI document, and the same as a collection for API clients, in each language's home."""

import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from overrides.hooks import i18n

# By the name under which the site has it.
FILES = {
    "openapi.json": "openapi.json",
    "tokenforme.postman_collection.json": "collection.json",
}


def on_post_build(config: MkDocsConfig) -> None:
    """Copy both, so that the same link leads there from the pages of each language."""
    source = Path(config.config_file_path).parent / "overrides"
    home = Path(config.site_dir, i18n.current(config).prefix)
    for name, file in FILES.items():
        shutil.copy(source / file, home / name)
