// Choosing a tab in one set of tabs chooses it in all of them on the page; a provider, on all pages.
import { all, given, required } from "./elements.js";
import { keep, kept } from "./storage.js";

export function tabs() {
  const providers = given(required("main", HTMLElement), "providers").split(",");
  const sets = new Map(all(".tabbed-set", HTMLElement).map((set) => [set, inputs(set)]));
  for (const [set, own] of sets) {
    for (const [label, input] of own) {
      input.addEventListener("change", () => {
        // What is above may grow or shrink: keep the tabs that were touched where they are.
        const place = set.getBoundingClientRect().top;
        choose(sets, label);
        scrollBy({ top: set.getBoundingClientRect().top - place, behavior: "instant" });
        if (providers.includes(label)) keep("provider", label);
      });
    }
  }
  const provider = kept("provider");
  if (provider && providers.includes(provider)) choose(sets, provider);
}

/**
 * Choose the tab of this label wherever there is one.
 * @param {Map<HTMLElement, Map<string, HTMLInputElement>>} sets
 * @param {string} label
 */
function choose(sets, label) {
  for (const set of sets.values()) {
    const same = set.get(label);
    if (same) same.checked = true;
  }
}

/**
 * The radio buttons of a set of tabs, by the labels of the tabs.
 * @param {HTMLElement} set
 */
function inputs(set) {
  const labels = all(":scope > .tabbed-labels > label", HTMLElement, set).map((label) => label.textContent);
  // On paper all tabs show, each below its label.
  for (const [number, block] of all(":scope > .tabbed-content > .tabbed-block", HTMLElement, set).entries()) {
    block.dataset.label = labels[number];
  }
  return new Map(
    all(":scope > input", HTMLInputElement, set).map((input, number) => [labels[number] ?? "", input]),
  );
}
