// Finds sections. Words are what customers type: Latin words, by prefix and with a typo; Chinese by pairs of
// characters; names such as `wire_api` whole and in parts.
import MiniSearch from "minisearch";

import { answers } from "./pasted.js";

// What overrides/hooks/search.py writes.
/** @typedef {[id: string, heading: string, aliases: string, lead: string, words: string]} Section */
/** @typedef {[address: string, title: string, sections: Section[]]} Page */

// What the engine is given of a section, and what it gives back.
/** @typedef {{ address: string, page: string, heading: string, lead: string }} Stored */
/** @typedef {MiniSearch<Stored & { id: number, aliases: string, words: string }>} Engine */
/** @typedef {import("minisearch").SearchResult & Stored} Hit */

const CHINESE = /[\p{Script=Han}]+/gu;
const NAMES = /[\p{L}\p{N}]+(?:[_-]+[\p{L}\p{N}]+)*/gu;
// Say nothing about what is asked.
const COMMON = new Set(
  (
    "a an and are at be by can do does for from has have how i if in into is it its me my not of on " +
    "or our so than that the their then there they this to was we were what when where which why " +
    "will with you your"
  ).split(" "),
);

/**
 * The words of a text, the same for a page as for a query.
 * @param {string} text
 */
export function words(text) {
  /** @type {string[]} */
  const found = [];
  for (const [run] of text.matchAll(CHINESE)) {
    if (run.length === 1) found.push(run);
    for (let at = 0; at + 1 < run.length; at++) found.push(run.slice(at, at + 2));
  }
  for (const [name] of text.replaceAll(CHINESE, " ").toLowerCase().matchAll(NAMES)) {
    const parts = name.split(/[_-]+/);
    if (parts.length > 1) found.push(name);
    for (const part of parts) if (!COMMON.has(part)) found.push(stem(part));
  }
  return found;
}

/**
 * One word for its singular and plural; more would cost more than it finds.
 * @param {string} word
 */
const stem = (word) => (/^[a-z]{3,}[^s]s$/.test(word) ? word.slice(0, -1) : word);
/** @param {string} word */
const latin = (word) => !/\p{Script=Han}/u.test(word);

/**
 * An index of all the pages.
 * @param {Page[]} pages
 */
export function index(pages) {
  /** @type {Engine} */
  const engine = new MiniSearch({
    fields: ["heading", "aliases", "page", "lead", "words"],
    storeFields: ["address", "page", "heading", "lead"],
    tokenize: words,
    processTerm: (word) => word,
    searchOptions: {
      boost: { heading: 5, aliases: 5, page: 1.5 },
      prefix: (word, at, all) => latin(word) && word.length > 2 && (at === all.length - 1 || word.length > 3),
      fuzzy: (word) => latin(word) && word.length > 4 && !/\d/.test(word) && 0.2,
      weights: { prefix: 0.4, fuzzy: 0.25 },
      bm25: { k: 1.2, b: 0.4, d: 0.3 },
    },
  });
  for (const [address, page, sections] of pages) {
    for (const [id, heading, aliases, lead, rest] of sections) {
      engine.add({
        id: engine.documentCount,
        address: `${address}#${id}`,
        page,
        heading,
        aliases,
        lead,
        words: rest,
      });
    }
  }
  return engine;
}

/**
 * Sections for a query, the best first: those that have more of its words come before those that have fewer.
 * @param {Engine} engine
 * @param {string} query
 */
export function find(engine, query, most = 12) {
  const asked = [...new Set(words(query))];
  // MiniSearch does not know the types of what it stored.
  const hits = /** @type {Hit[]} */ (engine.search(query));
  return hits
    .filter((hit) => answers(hit, asked))
    .map((hit) => ({ ...hit, score: hit.score * (hit.queryTerms.length / Math.max(asked.length, 1)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
}
