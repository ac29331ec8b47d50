// Which entries of the error index a pasted text is about. Nothing here knows the page, so that Node runs it
// in the tests as well.

/**
 * An entry of errors.json: its id, its title, the texts that lead to it (… is anything), its statuses and
 * types, the client that prints it, "" if any does, and 1 if it prints that after many failures.
 * @typedef {[string, string, string[], number[], string[], string, number?]} Entry
 */

/**
 * An entry that a text is about, and the text of the entry that says so.
 * @typedef {{ id: string, title: string, because: string, score: number }} Match
 */

/** @typedef {{ entry: Entry, text: string, parts: string[], weight: number }} Pattern */

// The weight of what a text must share with an entry. Less says nothing alone.
const ENOUGH = 11;
// How far apart the parts of one text may be.
const GAP = 600;
const STATUS = 7;
const TYPE = 5;
const CLIENT = 12;
const AGAIN = 3;
const MOST = 5;
const NUMBER = /(?<![\w.:])[1-5]\d\d(?![\w.])/g;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, "g");

/**
 * Prepare the entries.
 * @param {Entry[]} entries
 * @returns {Pattern[]}
 */
export function patterns(entries) {
  return entries.flatMap((entry) =>
    entry[2].map((text) => {
      const parts = text
        .split("…")
        .map(squeezed)
        .filter((part) => part.length > 1);
      return { entry, text, parts, weight: weightOf(parts.join("")) };
    }),
  );
}

/**
 * How much a text says: a Chinese character as much as three letters, a digit or a sign more than one.
 * @param {string} text
 */
const weightOf = (text) =>
  text.length +
  2 * (text.match(/\p{Script=Han}/gu) ?? []).length +
  (text.match(/[^\p{L}]/gu) ?? []).length / 2;

/**
 * The entries that a text is about, the likeliest first; none if it is about none that is known.
 * @param {Pattern[]} known
 * @param {string} text
 * @returns {Match[]}
 */
export function match(known, text) {
  const pasted = { squeezed: squeezed(text), statuses: new Set((text.match(NUMBER) ?? []).map(Number)) };
  /** @type {Map<string, Match>} */
  const found = new Map();
  for (const pattern of known) {
    const [id, title] = pattern.entry;
    const score = fit(pattern, pasted);
    if (!score) continue;
    const before = found.get(id);
    // Further texts of one entry say it once more.
    const best = before && before.score >= score ? before : { id, title, because: pattern.text, score };
    found.set(id, { ...best, score: best.score + (before ? AGAIN : 0) });
  }
  return [...found.values()].sort((one, other) => other.score - one.score).slice(0, MOST);
}

/**
 * How well a pattern fits, 0 if it does not.
 * @param {Pattern} pattern
 * @param {{ squeezed: string, statuses: Set<number> }} pasted
 */
function fit({ entry, text, parts, weight }, pasted) {
  if ((weight < ENOUGH && !isName(text)) || !holds(pasted.squeezed, parts)) return 0;
  const [, , , statuses, types, client, general] = entry;
  // What says why comes before what a client says of everything.
  if (general) return weight / 1000;
  let score = weight;
  if (statuses.some((status) => pasted.statuses.has(status))) score += STATUS;
  if (types.some((type) => pasted.squeezed.includes(squeezed(type)))) score += TYPE;
  if (client) score += pasted.squeezed.includes(squeezed(client)) ? CLIENT : -1;
  return score;
}

/**
 * @param {string} text
 * @param {string[]} parts
 */
function holds(text, parts) {
  const [first, ...rest] = parts;
  if (first === undefined) return false;
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    let end = start + first.length;
    if (
      rest.every((part) => {
        // To look no further than that keeps a long text with many beginnings fast.
        const next = text.slice(end, end + GAP + part.length).indexOf(part);
        if (next < 0) return false;
        end += next + part.length;
        return true;
      })
    )
      return true;
    if (!rest.length) return true;
  }
  return false;
}

/**
 * A name that no sentence has by chance, such as API_KEY_REQUIRED.
 * @param {string} text
 */
const isName = (text) => /^[A-Z]+(?:_[A-Z]+)+$/.test(text) || /^[a-z]+(?:_[a-z]+){2,}$/.test(text);

/**
 * The text without colours, white space, quotes and signs, as a terminal or a log may wrap and quote it.
 * @param {string} text
 */
function squeezed(text) {
  return text
    .replace(COLOUR, "")
    .replace(/^\s*>+/gm, "")
    .replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\[nrt]/g, "")
    .replace(/[\s"'`“”‘’\\│┃─]+/g, "")
    .toLowerCase();
}
