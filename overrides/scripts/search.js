// Opens the search: by its button, `/`, Ctrl-K or ⌘-K, and by an address with `?q=`. The dialog's own script
// and the index are loaded when they are first needed.
let dialog;

export function searchButton() {
  document.querySelector(".search-button").addEventListener("click", () => open());
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
  addEventListener("pageshow", (event) => event.persisted && asked());
}

const writing = (element) =>
  element.isContentEditable || element.matches("input:not([type='radio']), textarea, select");

async function open(query) {
  // A failed load may be tried again.
  dialog ??= import("./search/dialog.js").catch(() => (dialog = undefined));
  (await dialog)?.open(query);
  if (!dialog) unloaded();
}

/** The script did not arrive: show where else to look. */
function unloaded() {
  const element = document.getElementById("search");
  element.querySelector(".count").textContent = element.dataset.failed;
  element.querySelector(".elsewhere").hidden = false;
  element.querySelector(".close").onclick = () => element.close();
  if (!element.open) element.showModal();
}
