// The search dialog. What it shows is built from text nodes: neither a query nor a page can bring markup of
// its own.
import { all, given, required } from "../elements.js";
import { inSite } from "../sites.js";
import { find, index } from "./engine.js";

/** @import { Engine, Hit, Page } from "./engine.js" */

/** @type {Dialog | undefined} */
let dialog;

/**
 * Open the search, with `query` if one is given.
 * @param {string} [query]
 */
export function open(query) {
  // Elements are looked up once, and not at import (site.js).
  dialog ??= new Dialog();
  dialog.open(query);
}

class Dialog {
  #element = required("#search", HTMLDialogElement);
  #input = required("input", HTMLInputElement, this.#element);
  #count = required(".count", HTMLElement, this.#element);
  #results = required("#results", HTMLElement, this.#element);
  #elsewhere = required(".elsewhere", HTMLElement, this.#element);
  #index = given(this.#element, "index");
  // The index lies beside the language's home page, and gives addresses from there.
  #home = new URL(".", new URL(this.#index, location.href));
  /** @type {Engine | undefined} */
  #engine;
  /** @type {Promise<void> | undefined} */
  #loading;
  // The reader has followed a result.
  #left = false;

  constructor() {
    required(".close", HTMLButtonElement, this.#element).addEventListener("click", () =>
      this.#element.close(),
    );
    this.#element.addEventListener("click", (event) => {
      if (event.target === this.#element) this.#element.close();
    });
    this.#element.addEventListener("close", () => this.#closed());
    this.#input.addEventListener("input", () => this.#show());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** @param {string} [query] */
  open(query) {
    this.#left = false;
    if (query !== undefined) this.#input.value = query;
    if (!this.#element.open) this.#element.showModal();
    this.#input.focus();
    this.#input.select();
    this.#show();
  }

  async #load() {
    try {
      const response = await fetch(this.#index);
      if (!response.ok) throw new Error(`${this.#index}: ${response.status}`);
      /** @type {Page[]} */
      const pages = await response.json();
      this.#engine = index(pages);
    } catch {
      // A failed load is tried again at the next key.
      this.#loading = undefined;
    }
  }

  async #show() {
    if (!this.#engine) {
      this.#count.textContent = given(this.#element, "loading");
      this.#element.ariaBusy = "true";
      this.#loading ??= this.#load();
      await this.#loading;
    }
    this.#element.ariaBusy = "false";
    const query = this.#input.value.trim();
    const hits = this.#engine && query ? find(this.#engine, query) : [];
    this.#results.replaceChildren(...hits.map((hit, number) => this.#entry(hit, number)));
    this.#results.hidden = !hits.length;
    this.#input.setAttribute("aria-expanded", String(hits.length > 0));
    this.#elsewhere.hidden = hits.length > 0 || (this.#engine !== undefined && !query);
    this.#count.textContent = this.#said(query, hits.length);
    this.#select(0);
  }

  /**
   * @param {string} query
   * @param {number} number
   */
  #said(query, number) {
    if (!this.#engine) return given(this.#element, "failed");
    if (!query) return "";
    if (!number) return given(this.#element, "none").replace("{query}", () => query);
    if (number === 1) return given(this.#element, "result");
    return given(this.#element, "results").replace("{n}", String(number));
  }

  /**
   * @param {Hit} hit
   * @param {number} number
   */
  #entry({ address, page, heading, lead, terms }, number) {
    const link = document.createElement("a");
    link.href = this.#home + address;
    link.id = `result-${number}`;
    link.role = "option";
    link.tabIndex = -1;
    const title = document.createElement("strong");
    title.append(...marked(heading, terms));
    const where = document.createElement("small");
    where.textContent = page === heading ? "" : page;
    const excerpt = document.createElement("span");
    if (lead) excerpt.append(...marked(`${inSite(lead)}…`, terms));
    link.append(title, where, excerpt);
    link.addEventListener("click", () => this.#leave());
    link.addEventListener("pointermove", () => this.#select(number));
    return link;
  }

  #options() {
    return all("a", HTMLAnchorElement, this.#results);
  }

  /** @param {number} number */
  #select(number) {
    const options = this.#options();
    for (const option of options) option.ariaSelected = "false";
    const chosen = options[number];
    if (!chosen) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    chosen.ariaSelected = "true";
    this.#input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // Enter and arrows choose among an input method's candidates first.
    if (event.isComposing) return;
    const options = this.#options();
    const selected = options.findIndex((option) => option.ariaSelected === "true");
    const last = options.length - 1;
    if (event.key === "ArrowDown") this.#select(selected < last ? selected + 1 : 0);
    else if (event.key === "ArrowUp") this.#select(selected > 0 ? selected - 1 : last);
    else if (event.key === "Enter") options[selected]?.click();
    else return;
    event.preventDefault();
  }

  /** Close, and put the query into this page's address: going back, the reader finds it again. */
  #leave() {
    const address = new URL(location.href);
    address.searchParams.set("q", this.#input.value);
    history.replaceState(null, "", address);
    this.#left = true;
    this.#element.close();
  }

  #closed() {
    if (this.#left || !location.search) return;
    const address = new URL(location.href);
    address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }
}

/** @param {string} word */
const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * A text as nodes, with the words found in it marked.
 * @param {string} text
 * @param {string[]} terms
 */
function marked(text, terms) {
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
