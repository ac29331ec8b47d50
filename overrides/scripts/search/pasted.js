// What of a query is an error text: for those the search asks the error index first.
// Characters, and words. Less is a question, or a status.
const SHORTEST = 12;
const WORDS = 2;
// Of the Latin words of a longer text, how many a section must have: else it knows nothing of it.
const COVERED = 0.5;
const LONG = 6;

/**
 * Whether a query may be an error text: Latin words with signs, codes or statuses, and not a short question.
 * @param {string} query
 */
export function isPasted(query) {
  const isShort = query.length < SHORTEST || query.trim().split(/\s+/).length < WORDS;
  // A code, or what may be a key.
  return isShort ? /[A-Z]{2,}_[A-Z]|[\w-]{20}/.test(query) : /[A-Za-z]{3}/.test(query);
}

/**
 * Whether a section says something of a query: of a long one, much of its words.
 * @param {{ queryTerms: string[] }} hit
 * @param {string[]} asked The words of the query; Chinese ones are pairs of characters, and rarely all match.
 */
export const answers = (hit, asked) =>
  asked.length < LONG ||
  asked.some((word) => /\p{Script=Han}/u.test(word)) ||
  hit.queryTerms.length >= asked.length * COVERED;
