"""Copies of the project with other settings, for parts that build another site."""

from pathlib import Path

import yaml

from tests.site.build import copy_sources


def copied(folder: Path, settings: dict[str, object]) -> Path:
    """Copy the project into a folder, and return the path of a configuration there that has these settings.

    The others are those of `mkdocs.yml`: MkDocs merges mappings and replaces lists.
    """
    config = copy_sources(folder)
    changed = config.with_name("bench.yml")
    changed.write_text(yaml.safe_dump({"INHERIT": config.name, **settings}), encoding="utf-8")
    return changed
