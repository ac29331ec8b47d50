"""Bundle the site's own scripts and styles with esbuild, under names that change with what is in them.

A page loads one style sheet and one script. What it needs on demand (the search) is a chunk of its own, which the script
loads when it is asked for. `assets` in the templates has their addresses, `early_script` the one that stands in the page
itself, and `policy` the Content Security Policy that allows these and nothing else.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

SOURCES = {"site.js": "scripts/site.js", "site.css": "styles/site.css"}
EARLY = "scripts/early.js"
# Every browser that has dialogs, popovers and light-dark(), which the templates use.
TARGET = "chrome123,firefox125,safari17.5"

_serving = False


@dataclass(frozen=True)
class Bundle:
    """What esbuild made: the files below `folder` go into the site, `assets` gives each source's address in it."""

    folder: Path
    assets: dict[str, str]
    early: str
    temporary: tempfile.TemporaryDirectory


def on_startup(command: str, dirty: bool) -> None:
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    # Once a build, however many languages it has; while serving, the sources may have changed since the last one.
    if not config.plugins["i18n"].building:
        _bundle.cache_clear()
    bundle = _bundle(Path(config.config_file_path).parent)
    config.extra["assets"] = bundle.assets
    config.extra["early_script"] = bundle.early
    # MkDocs' own server puts a script into each page, to reload it when a source changes.
    config.extra["policy"] = "" if _serving else policy(bundle.early)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what the theme folders have for their own use: Material's scripts and styles, and this project's sources."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)


def on_post_build(config: MkDocsConfig) -> None:
    bundle = _bundle(Path(config.config_file_path).parent)
    shutil.copytree(bundle.folder, config.site_dir, dirs_exist_ok=True)


def policy(*inline: str) -> str:
    """Allow this site's own files and the inline scripts given, each by its hash; no inline style, no other host."""
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{hashes}",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )


@cache
def _bundle(root: Path) -> Bundle:
    temporary = tempfile.TemporaryDirectory(prefix="assets-")
    folder, report = Path(temporary.name, "site"), Path(temporary.name, "report.json")
    names = [f"--{kind}-names=assets/[name].[hash]" for kind in ("entry", "chunk")]
    _esbuild(root, *SOURCES.values(), "--bundle", "--splitting", "--format=esm", *names, f"--outdir={folder}", f"--metafile={report}", "--log-level=warning")
    # https://esbuild.github.io/api/#metafile: each output's path as seen from the root, and the source it was made from.
    outputs = json.loads(report.read_text(encoding="utf-8"))["outputs"]
    made = {output["entryPoint"]: path[path.index("assets/") :] for path, output in outputs.items() if "entryPoint" in output}
    early = _esbuild(root, EARLY, "--format=iife", "--bundle").strip()
    return Bundle(folder, {name: made[f"overrides/{source}"] for name, source in SOURCES.items()}, early, temporary)


def _esbuild(root: Path, *arguments: str) -> str:
    """Run the esbuild of the lock on sources below overrides/, and give what it prints."""
    modules = root / "node_modules"
    command = [str(modules / ".bin" / "esbuild"), *(f"overrides/{word}" if word.endswith((".js", ".css")) else word for word in arguments)]
    environment = os.environ | {"PATH": os.pathsep.join([str(modules / "node" / "bin"), os.environ.get("PATH", "")])}
    try:
        result = subprocess.run([*command, "--minify", f"--target={TARGET}"], check=False, cwd=root, env=environment, capture_output=True, text=True)
    except FileNotFoundError:
        raise PluginError("esbuild, which bundles the site's scripts, is not installed. Use `make serve` or `make build`, which install it.") from None
    if result.returncode:
        raise PluginError(f"esbuild could not bundle the site's scripts and styles:\n{result.stderr}")
    return result.stdout
