// The four things that the site remembers, the reader's site, system, provider and colours. A browser may
// refuse to store: then each page starts afresh, and nothing else is lost.

/** @typedef {"site" | "system" | "provider" | "theme"} Name */

/**
 * What was kept under `name`; null if nothing was, or if the browser refuses.
 * @param {Name} name
 */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * Keep `value` under `name`; null forgets it.
 * @param {Name} name
 * @param {string | null} value
 */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Refused: see above.
  }
}
