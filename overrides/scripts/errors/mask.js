// Takes keys out of a text, before anything else looks at it.

// By their form, and whatever stands where a key stands.
const KEYS = /\b(?:sk|AIza|key|ghp|xox[bp])[-_]?[A-Za-z0-9][\w-]{10,}/g;
const NAMES = "x-api-key|x-goog-api-key|api[-_ ]?key|token|secret|password|[?&]key";
const PLACES = new RegExp(`(bearer\\s+|(?:${NAMES})["'\\s]*[:=]["'\\s]*)([\\w.~+/=-]{8,})`, "gi");

/**
 * The text with each key cut to its ends.
 * @param {string} text
 */
export function masked(text) {
  return text
    .replace(PLACES, (_, place, key) => place + shortened(key))
    .replace(KEYS, (key) => shortened(key));
}

/**
 * The placeholders of these pages, and codes such as INVALID_API_KEY, are no secrets.
 * @param {string} key
 */
function shortened(key) {
  if (/^sk-your-/.test(key) || /^[A-Z_]+$/.test(key)) return key;
  return key.length < 16 ? "…" : `${key.slice(0, 4)}…${key.slice(-2)}`;
}
