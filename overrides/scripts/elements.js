// Looks up what the templates guarantee, with its type. An error names what is missing: a script that no
// longer fits its template is noticed, and only the part that needs the element stops (site.js).

/**
 * The element that a page always has.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function required(selector, type, root = document) {
  const element = root.querySelector(selector);
  if (element instanceof type) return element;
  throw new Error(`No ${selector} here`);
}

/**
 * All such elements, which may be none.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} [root]
 * @returns {T[]}
 */
export function all(selector, type, root = document) {
  return [...root.querySelectorAll(selector)].flatMap((element) =>
    element instanceof type ? [element] : [],
  );
}

/**
 * A text that the template gives to an element as `data-…`.
 * @param {HTMLElement} element
 * @param {string} name
 */
export function given(element, name) {
  const text = element.dataset[name];
  if (text !== undefined) return text;
  throw new Error(`No data-${name} here`);
}
