// Light or dark: as the system says, until the reader says otherwise.
import { required } from "./elements.js";
import { keep } from "./storage.js";

export function themeButton() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  required(".theme", HTMLButtonElement).addEventListener("click", () => {
    const before = root.dataset.theme ?? (system.matches ? "dark" : "light");
    const after = before === "dark" ? "light" : "dark";
    // Store nothing when the choice matches the system, so that the page keeps following it.
    const agrees = (after === "dark") === system.matches;
    keep("theme", agrees ? null : after);
    if (agrees) delete root.dataset.theme;
    else root.dataset.theme = after;
  });
}
