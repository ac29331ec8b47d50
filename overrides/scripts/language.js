// The other language opens at the same heading: ids are the same in both.
import { currentHeading } from "./headings.js";

export function keepHeading() {
  for (const link of document.querySelectorAll("a.language")) {
    link.addEventListener("click", () => (link.hash = currentHeading() || location.hash));
  }
}
