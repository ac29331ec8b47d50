// The other language opens at the same heading: ids are the same in both.
import { all } from "./elements.js";
import { currentHeading } from "./headings.js";

export function keepHeading() {
  for (const link of all("a.language", HTMLAnchorElement)) {
    link.addEventListener("click", () => {
      link.hash = askedFor() || currentHeading();
    });
  }
}

/** The heading that the address names, if it is still on the screen. */
function askedFor() {
  const place = document.querySelector(":target")?.getBoundingClientRect();
  return place && place.top >= 0 && place.top < innerHeight ? location.hash : "";
}
