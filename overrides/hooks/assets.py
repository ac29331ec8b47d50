"""Publish the site's own scripts and styles, and none of the theme's.

In `config.extra` templates find `assets`, the addresses; `early_script`, the script that is part of each
page; and `policy`, the Content Security Policy that allows these and nothing else.
"""

import shutil
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from overrides.hooks import i18n
from overrides.hooks.bundle import Bundle, BundleError, bundle, policy
from overrides.hooks.command import COMMAND


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Record which command runs."""
    COMMAND.name = command


def on_config(config: MkDocsConfig) -> None:
    """Bundle scripts and styles once a build, however many languages it has.

    Raises PluginError if that fails.
    """
    if i18n.is_first_build(config):
        # While serving, the sources may have changed since the last build.
        bundle.cache_clear()
    made = _bundle(config)
    config.extra["assets"] = made.assets
    config.extra["early_script"] = made.early
    # MkDocs' own server puts a script into each page, to reload it when a source changes.
    config.extra["policy"] = "" if COMMAND.is_serve else policy(made.early)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out the files of the theme's folders: Material's scripts and styles, this project's sources."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)


def on_post_build(config: MkDocsConfig) -> None:
    """Copy the bundle into the site."""
    shutil.copytree(_bundle(config).folder, config.site_dir, dirs_exist_ok=True)


def _bundle(config: MkDocsConfig) -> Bundle:
    try:
        return bundle(Path(config.config_file_path).parent)
    except BundleError as error:
        raise PluginError(str(error)) from None
