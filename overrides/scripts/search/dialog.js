// The search dialog. What it shows is built from text nodes: neither a query nor a page can bring markup of
// its own.
import { all, given, required } from "../elements.js";
import { inSite } from "../sites.js";
import { find, index } from "./engine.js";
import { marked } from "./marked.js";
import { isPasted } from "./pasted.js";

/** @import { Known } from "../errors/known.js" */
/** @import { Engine, Hit, Page } from "./engine.js" */

// How many entries of the error index come before the sections.
const ENTRIES = 3;

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
  // The error index, which the first query that may be an error text loads.
  /** @type {((text: string) => Known[]) | undefined} */
  #errors;
  /** @type {((text: string) => string) | undefined} */
  #masked;
  /** @type {Promise<void> | undefined} */
  #loadingErrors;
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

  async #loadErrors() {
    try {
      const { load, masked } = await import("../errors/known.js");
      this.#masked = masked;
      this.#errors = await load(given(this.#element, "errors"));
    } catch {
      // The sections are found without it; the next key tries again.
      this.#loadingErrors = undefined;
    }
  }

  async #show() {
    if (!this.#engine) {
      this.#count.textContent = given(this.#element, "loading");
      this.#element.ariaBusy = "true";
      this.#loading ??= this.#load();
      await this.#loading;
    }
    const isError = isPasted(this.#input.value);
    this.#render(isError);
    if (isError && !this.#errors) {
      this.#loadingErrors ??= this.#loadErrors();
      await this.#loadingErrors;
      this.#render(isPasted(this.#input.value));
    }
    this.#element.ariaBusy = "false";
  }

  /** @param {boolean} isError */
  #render(isError) {
    // A key in a pasted text is cut.
    const clean = this.#masked?.(this.#input.value);
    if (clean !== undefined && clean !== this.#input.value) this.#input.value = clean;
    const query = this.#input.value.trim();
    const known = isError && this.#errors ? this.#errors(query).slice(0, ENTRIES) : [];
    const hits = this.#engine && query ? find(this.#engine, query) : [];
    this.#element.ariaBusy = String(isError && !this.#errors && this.#engine !== undefined);
    this.#results.replaceChildren(
      ...known.map((entry, at) => this.#known(entry, at)),
      ...hits.map((hit, at) => this.#entry(hit, known.length + at)),
    );
    const number = known.length + hits.length;
    this.#results.hidden = !number;
    this.#input.setAttribute("aria-expanded", String(number > 0));
    this.#elsewhere.hidden = number > 0 || (this.#engine !== undefined && !query);
    const isUnknown = isError && this.#errors !== undefined && !number;
    this.#count.textContent = isUnknown ? given(this.#element, "unknown") : this.#said(query, number);
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
    const excerpt = lead ? marked(`${inSite(lead)}…`, terms) : [];
    const where = page === heading ? "" : page;
    return this.#link(this.#home + address, marked(heading, terms), where, excerpt, number);
  }

  /**
   * @param {Known} entry
   * @param {number} number
   */
  #known({ address, title, because }, number) {
    const why = given(this.#element, "because").replace("{text}", () => because);
    return this.#link(address, [inSite(title)], given(this.#element, "errorsName"), [why], number);
  }

  /**
   * @param {string} address
   * @param {(string | Node)[]} heading
   * @param {string} where
   * @param {(string | Node)[]} excerpt
   * @param {number} number
   */
  #link(address, heading, where, excerpt, number) {
    const link = document.createElement("a");
    link.href = address;
    link.id = `result-${number}`;
    link.role = "option";
    link.tabIndex = -1;
    for (const [name, content] of Object.entries({ strong: heading, small: [where], span: excerpt })) {
      const element = document.createElement(name);
      element.append(...content);
      link.append(element);
    }
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
    // What may hold a key, and could not be looked through, is not kept.
    if (this.#masked || !isPasted(this.#input.value)) address.searchParams.set("q", this.#input.value);
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
