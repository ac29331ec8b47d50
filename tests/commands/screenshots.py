"""Pictures of pages, into .cache/screenshots: both languages, two widths, light and dark.

`make screenshots` takes them of all pages, `make screenshots ARGS="faq support"` of some.
"""

import sys
from collections.abc import Sequence

from tests.browser.chromium import chromium
from tests.browser.server import SiteServer
from tests.reader.pages import Page, built
from tests.site.facts import ROOT

FOLDER = ROOT / ".cache" / "screenshots"
WIDTHS = (1280, 390)


def main(names: Sequence[str]) -> None:
    """Take pictures of the pages of these names, of all if there are none."""
    pages = [page for page in built().pages if not names or page.name in names]
    if not pages:
        known = ", ".join(sorted({page.name for page in built().pages}))
        sys.exit(f"make screenshots: there is no page {' '.join(names)}. Pages are {known}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    take(pages)


def take(pages: Sequence[Page]) -> None:
    """Take pictures of pages, and print the path of each."""
    with SiteServer(built().folder) as server, chromium() as browser:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                tab = context.new_page()
                for page in pages:
                    tab.goto(f"{server.url}/{page.url}")
                    tab.wait_for_selector("html.ready")
                    path = FOLDER / f"{page.name.replace('/', '-')}-{page.language}-{width}-{scheme}.png"
                    tab.screenshot(path=path, full_page=True)
                    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
