// Choosing a provider in one set of tabs chooses it in all of them on the page.
export function tabs() {
  const sets = [...document.querySelectorAll(".tabbed-set")].map((set) => {
    const labels = [...set.querySelectorAll(":scope > .tabbed-labels > label")].map(
      (label) => label.textContent,
    );
    // On paper all tabs show, each below its label.
    set
      .querySelectorAll(":scope > .tabbed-content > .tabbed-block")
      .forEach((block, number) => (block.dataset.label = labels[number]));
    return new Map(
      [...set.querySelectorAll(":scope > input")].map((input, number) => [labels[number], input]),
    );
  });
  for (const set of sets) {
    for (const [label, input] of set) {
      input.addEventListener("change", () => {
        // What is above may grow or shrink: keep the tabs that were touched where they are.
        const place = input.parentElement.getBoundingClientRect().top;
        for (const other of sets) if (other.has(label)) other.get(label).checked = true;
        scrollBy({ top: input.parentElement.getBoundingClientRect().top - place, behavior: "instant" });
      });
    }
  }
}
