// Text nodes with the words of a query marked: neither a query nor a page can bring markup of its own.

/** @param {string} word */
const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A text as nodes, with the words found in it marked.
 * @param {string} text
 * @param {string[]} terms
 */
export function marked(text, terms) {
  if (!terms.length) return [text];
  // Longer words first, so that a name wins over its parts.
  const longest = terms.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${longest.map(escaped).join("|")})`, "gi");
  return text.split(pattern).map((piece, number) => {
    if (number % 2 === 0) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
}
