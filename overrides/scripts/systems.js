// The reader picks a system once, and of each command and path that differs, every page shows its form. The
// first visit follows the browser's system (early.js). Without a script, and on paper, both forms show.
import { required } from "./elements.js";
import { say } from "./status.js";
import { keep } from "./storage.js";

export function systemSwitch() {
  const select = required("#system", HTMLSelectElement);
  const root = document.documentElement;
  /** @param {string} system */
  const show = (system) => {
    root.dataset.system = system;
    select.value = system;
  };
  show(root.dataset.system ?? "");
  select.addEventListener("change", () => {
    // What is above may grow or shrink: keep what the reader looks at where it is.
    const seen = document.elementFromPoint(innerWidth / 2, innerHeight / 3);
    const place = seen?.getBoundingClientRect().top ?? 0;
    keep("system", select.value);
    show(select.value);
    const shown = seen?.checkVisibility() ? seen.getBoundingClientRect().top - place : 0;
    scrollBy({ top: shown, behavior: "instant" });
    const text = select.selectedOptions[0]?.text ?? "";
    say((select.dataset.changed ?? "").replace("{system}", text));
  });
  // Another tab of the browser may choose, too.
  addEventListener("storage", (event) => {
    if (event.key === "system" && event.newValue) show(event.newValue);
  });
}
