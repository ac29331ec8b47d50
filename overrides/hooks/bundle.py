"""Bundle the site's own scripts and styles with esbuild, under names that change with their content.

A page loads one style sheet and one script. The search has its own chunk, which the script loads when a
reader asks for it.
"""

import base64
import hashlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCES = {
    "site.js": "scripts/site.js",
    "site.css": "styles/site.css",
    # Of the pages alone whose front matter has `styles: errors`.
    "errors.css": "styles/errors.css",
}
EARLY = "scripts/early.js"
# Every browser that has dialogs, popovers and light-dark(), which the templates use.
TARGET = "chrome123,firefox125,safari17.5"


class BundleError(RuntimeError):
    """The scripts and styles cannot be bundled; the message says why, and what to do."""


@dataclass(frozen=True)
class Bundle:
    """What esbuild made: the files below `folder` go into the site.

    `assets` has the address of each of SOURCES in the site, `early` is the script that is part of each page.
    """

    folder: Path
    assets: dict[str, str]
    early: str
    # The folder exists as long as this object.
    temporary: tempfile.TemporaryDirectory[str]


@cache
def bundle(root: Path) -> Bundle:
    """Return the bundle of the sources below `root`/overrides, which is kept until `bundle.cache_clear()`.

    Raises BundleError if esbuild is not installed or fails.
    """
    temporary = tempfile.TemporaryDirectory(prefix="assets-")
    folder, report = Path(temporary.name, "site"), Path(temporary.name, "report.json")
    names = [f"--{kind}-names=assets/[name].[hash]" for kind in ("entry", "chunk")]
    options = ["--bundle", "--splitting", "--format=esm", "--log-level=warning"]
    _esbuild(root, *SOURCES.values(), *options, *names, f"--outdir={folder}", f"--metafile={report}")
    # https://esbuild.github.io/api/#metafile: the path of each output, relative to the root, and its source.
    outputs = json.loads(report.read_text(encoding="utf-8"))["outputs"]
    made = {
        output["entryPoint"]: path[path.index("assets/") :]
        for path, output in outputs.items()
        if "entryPoint" in output
    }
    early = _esbuild(root, EARLY, "--format=iife", "--bundle").strip()
    assets = {name: made[f"overrides/{source}"] for name, source in SOURCES.items()}
    return Bundle(folder, assets, early, temporary)


def policy(*inline: str) -> str:
    """Return the Content Security Policy of a page: the site's files, these inline scripts, nothing else."""
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *(f"'sha256-{digest}'" for digest in digests)]),
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        ]
    )


def _esbuild(root: Path, *arguments: str) -> str:
    """Run the locked esbuild on sources below overrides/, and return what it prints.

    Raises BundleError if it is not installed or fails.
    """
    modules = root / "node_modules"
    words = [f"overrides/{word}" if word.endswith((".js", ".css")) else word for word in arguments]
    command = [str(modules / ".bin" / "esbuild"), *words, "--minify", f"--target={TARGET}"]
    try:
        result = subprocess.run(
            command, check=False, cwd=root, env=os.environ, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise BundleError(
            "esbuild, which bundles the site's scripts, is not installed. "
            "Use `make serve` or `make build`, which install it."
        ) from None
    if result.returncode:
        raise BundleError(f"esbuild could not bundle the site's scripts and styles:\n{result.stderr}")
    return result.stdout
