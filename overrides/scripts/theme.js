// Light or dark: as the system says, until the reader says otherwise.
import { keep } from "./storage.js";

export function themeButton() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.querySelector(".theme").addEventListener("click", () => {
    const before = root.dataset.theme ?? (system.matches ? "dark" : "light");
    const after = before === "dark" ? "light" : "dark";
    root.dataset.theme = after;
    // What agrees with the system is no choice to remember: it may change with the hour.
    keep("theme", (after === "dark") === system.matches ? null : after);
  });
}
