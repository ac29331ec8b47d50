"""Lighthouse's scores, for a phone, of each chapter in each language."""

import json
import subprocess
import tempfile
from dataclasses import dataclass

from tests.browser.chromium import executable
from tests.browser.server import SiteServer
from tests.reader.home import NODE
from tests.reader.pages import built
from tests.site.build import LANGUAGES, home
from tests.site.facts import ROOT

PROGRAM = ROOT / ".cache" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
CHAPTERS = ("", "api-keys/", "billing/", "troubleshooting/", "faq/", "support/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AIM = 100
# Audits below this are named.
GOOD = 0.9
# Must match the default `site_url`, which canonical links use.
PORT = 8000
FLAGS = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-sandbox"
)


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page: a score for each of CATEGORIES, the LCP in ms, audits below GOOD."""

    scores: list[float]
    paint: float
    failed: list[str]


def lighthouse() -> None:
    """Print the scores of each page, and the audits that cost it points."""
    print(f"\nLighthouse, mobile (aim: {AIM} in each)")
    print(f"  {'page':<24}{''.join(f'{name:>16}' for name in CATEGORIES)}{'LCP, ms':>9}   below {GOOD}")
    with SiteServer(built().folder, PORT) as server:
        for language in LANGUAGES:
            for chapter in CHAPTERS:
                address = home(language) + chapter
                report = _report(f"{server.url}/{address}")
                scores = "".join(f"{score * 100:>16.0f}" for score in report.scores)
                failed = ", ".join(report.failed)
                print(f"  /{address:<23}{scores}{report.paint:>9.0f}   {failed}", flush=True)


def _report(url: str) -> Report:
    """Run Lighthouse on a page. Raises SystemExit if it fails."""
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command = [str(PROGRAM), url, *options, f"--chrome-flags={FLAGS}"]
    environment = {
        "PATH": f"{NODE}:/usr/bin:/bin",
        "CHROME_PATH": executable(),
        "HOME": tempfile.gettempdir(),
    }
    result = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if result.returncode:
        raise SystemExit(f"Lighthouse failed on {url}:\n{result.stderr[-2000:]}")
    report = json.loads(result.stdout)
    categories = [report["categories"][name] for name in CATEGORIES]
    failed: set[str] = set()
    for category in categories:
        for audit in category["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] and score is not None and score < GOOD:
                failed.add(audit["id"])
    paint = report["audits"]["largest-contentful-paint"]["numericValue"]
    return Report([category["score"] for category in categories], paint, sorted(failed))
