// Light or dark: as the system says, until the reader says otherwise.
import { keep } from "./storage.js";

export function themeButton() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.querySelector(".theme").addEventListener("click", () => {
    const before = root.dataset.theme ?? (system.matches ? "dark" : "light");
    const after = before === "dark" ? "light" : "dark";
    // What agrees with the system is no choice: it may change with the hour.
    const agrees = (after === "dark") === system.matches;
    keep("theme", agrees ? null : after);
    if (agrees) delete root.dataset.theme;
    else root.dataset.theme = after;
  });
}
