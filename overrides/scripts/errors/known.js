// The error index: loads it, and finds the entries that a text is about. The box and the search share it.
import { match, patterns } from "./match.js";

export { masked } from "./mask.js";

/** @import { Entry, Match } from "./match.js" */

/**
 * An entry that a text is about, with its address.
 * @typedef {Match & { address: string }} Known
 */

/**
 * Load the index at an address beside a language's home page.
 * @param {string} index
 * @returns {Promise<(text: string) => Known[]>}
 */
export async function load(index) {
  const response = await fetch(index);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  /** @type {{ page: string, entries: Entry[] }} */
  const { page, entries } = await response.json();
  const known = patterns(entries);
  const home = new URL(".", new URL(index, location.href));
  return (text) => match(known, text).map((found) => ({ ...found, address: `${home}${page}#${found.id}` }));
}
