// Opens the search: by its button, `/`, Ctrl-K or ⌘-K, and by an address with `?q=`. The dialog's own script
// and the index are loaded when they are first needed.
import { given, required } from "./elements.js";

/** @type {typeof import("./search/dialog.js") | undefined} */
let dialog;

export function searchButton() {
  required(".search-button", HTMLButtonElement).addEventListener("click", () => open());
  addEventListener("keydown", (event) => {
    const shortcut = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!shortcut && !(slash && !writing(event.target))) return;
    event.preventDefault();
    open();
  });
  const asked = () => {
    const query = new URLSearchParams(location.search).get("q");
    if (query !== null) open(query);
  };
  asked();
  addEventListener("popstate", asked);
  // Going back may bring the page as it was left, with its dialog closed.
  addEventListener("pageshow", (event) => {
    if (event.persisted) asked();
  });
}

/** @param {EventTarget | null} target */
const writing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type='radio']), textarea, select"));

/** @param {string} [query] */
async function open(query) {
  try {
    dialog ??= await import("./search/dialog.js");
  } catch {
    // The next call tries again.
    unloaded();
    return;
  }
  dialog.open(query);
}

/** The script did not arrive: show where else to look. */
function unloaded() {
  const element = required("#search", HTMLDialogElement);
  required(".count", HTMLElement, element).textContent = given(element, "failed");
  required(".elsewhere", HTMLElement, element).hidden = false;
  required(".close", HTMLButtonElement, element).onclick = () => element.close();
  if (!element.open) element.showModal();
}
