// Choosing a provider in one set of tabs chooses it in all of them on the page.
import { all } from "./elements.js";

export function tabs() {
  const sets = new Map(all(".tabbed-set", HTMLElement).map((set) => [set, inputs(set)]));
  for (const [set, own] of sets) {
    for (const [label, input] of own) {
      input.addEventListener("change", () => {
        // What is above may grow or shrink: keep the tabs that were touched where they are.
        const place = set.getBoundingClientRect().top;
        for (const others of sets.values()) {
          const same = others.get(label);
          if (same) same.checked = true;
        }
        scrollBy({ top: set.getBoundingClientRect().top - place, behavior: "instant" });
      });
    }
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
    all(":scope > input", HTMLInputElement, set).map((input, number) => [labels[number], input]),
  );
}
