"""Looks texts up in a built error index, as the page's own scripts do."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.reader.pages import Site
from tests.site.build import home
from tests.site.facts import ROOT

SCRIPTS = ROOT / "overrides" / "scripts" / "errors"
NODE = ROOT / ".cache" / "node" / "node_modules" / ".bin" / "node"
LOOK_UP = Path(__file__).with_name("look_up.mjs")


def look_up(site: Site, texts: Sequence[str], language: str = "en") -> list[dict[str, Any]]:
    """Return for each text the `ids` of its entries, the likeliest first, `masked` and `milliseconds`."""
    index = site.folder / home(language) / "errors.json"
    asked = json.dumps({"scripts": str(SCRIPTS), "index": str(index), "texts": list(texts)})
    command = [str(NODE), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(LOOK_UP)]
    ended = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=60)
    found: list[dict[str, Any]] = json.loads(ended.stdout)
    return found
