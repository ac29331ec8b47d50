"""What axe finds against a page: all its rules, and contrast once for each way to colour text.

Contrast is half of axe's work, and the same colours, sizes and backgrounds come on every page. So a text is
measured only if no page before had one like it (`LOOKS`). The coloured words of code are half of a page's
elements, and nothing to any other rule: where all of them are known, the code becomes plain text.
"""

from functools import cache
from typing import Any

from tests.browser.view import View
from tests.site.facts import ROOT

SOURCE = ROOT / ".cache" / "node" / "node_modules" / "axe-core" / "axe.min.js"
# What the contrast of a text depends on (https://www.w3.org/TR/WCAG22/#contrast-minimum): its own colour,
# size and weight, and all that is painted behind it. Hidden text has none: it says nothing of its like.
LOOKS = """(seen) => {
    const known = new Set(seen), found = new Set(), behind = new Map();
    const backdrop = (element) => {
        if (!element) return "";
        if (!behind.has(element)) {
            const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity, filter, position].join();
            const paints = own !== "rgba(0, 0, 0, 0),none,1,none,static";
            behind.set(element, (paints ? `${own}<` : "") + backdrop(element.parentElement));
        }
        return behind.get(element);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
        node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    const elements = new Set(document.querySelectorAll("input, select, textarea"));
    while (texts.nextNode()) elements.add(texts.currentNode.parentElement);
    for (const element of elements) {
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const look = [color, fontSize, fontWeight, textShadow, backdrop(element)].join("/");
        element.toggleAttribute("data-new-look", !known.has(look));
        found.add(look);
    }
    for (const code of document.querySelectorAll("pre code")) {
        if (!code.querySelector("[data-new-look], :not(span)")) code.textContent = code.textContent;
    }
    return [...found];
}"""
RUN = """() => {
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-new-look]" }] });
    // Off unless it is named, although a phone's reader needs it most.
    return axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } })
        .then(({ violations }) => ({ violations }));
}"""


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


class Axe:
    """Axe with a memory of the looks of text that it has measured; one for as many pages as you like."""

    def __init__(self) -> None:
        self.looks: set[str] = set()

    def violations(self, window: View) -> list[str]:
        """Return what is wrong with the page as it is now: rule, element and how to mend it.

        It takes the colours from code, so call it when nothing else needs them.
        """
        if not window.page.evaluate("'axe' in window"):
            window.page.evaluate(_source())
        looks: list[str] = window.page.evaluate(LOOKS, sorted(self.looks))
        report: dict[str, Any] = window.page.evaluate(RUN)
        self.looks |= set(looks)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in report["violations"]
            for node in violation["nodes"]
        ]
