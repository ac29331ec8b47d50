"""Take pictures of pages: `make screenshots`, or `make screenshots ARGS="faq"`. Both languages, two widths, light and dark, into .cache/screenshots."""

import sys

from tests.browser.chromium import chromium
from tests.browser.server import SiteServer
from tests.reader.pages import built
from tests.site.facts import ROOT

FOLDER = ROOT / ".cache" / "screenshots"
WIDTHS = (1280, 390)


def main() -> None:
    chosen = [page for page in built().pages if not sys.argv[1:] or page.name in sys.argv[1:]]
    if not chosen:
        sys.exit(
            f"make screenshots: there is no page {' '.join(sys.argv[1:])}. Pages are {', '.join(sorted({page.name for page in built().pages}))}."
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    with SiteServer(built().folder) as server, chromium() as browser:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                view = context.new_page()
                for page in chosen:
                    view.goto(f"{server.url}/{page.url}")
                    view.wait_for_selector("html.ready")
                    path = FOLDER / f"{page.name.replace('/', '-')}-{page.language}-{width}-{scheme}.png"
                    view.screenshot(path=path, full_page=True)
                    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
