// The box of `troubleshooting#paste-your-error`: which entries of the error index is a pasted text about? The
// text stays here; keys in it are masked before it is shown again.
import { given, required } from "../elements.js";
import { inSite } from "../sites.js";

/** @import { Known } from "./known.js" */

// Characters. Of a longer text the end says more than the middle.
const LONGEST = 1_000_000;
const SHOWN = 2_000;
// Milliseconds after the last key.
const PAUSE = 150;

export class PasteBox {
  #element;
  #input;
  #said;
  #list;
  #unknown;
  #message;
  /** @type {Promise<(text: string) => { matches: Known[], text: string }> | undefined} */
  #loading;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} element
   * @param {(element: HTMLElement) => HTMLElement} copyButton
   */
  constructor(element, copyButton) {
    this.#element = element;
    this.#input = required("textarea", HTMLTextAreaElement, element);
    this.#said = required("[role=status]", HTMLElement, element);
    this.#list = required("ol", HTMLElement, element);
    this.#unknown = required(".unknown", HTMLElement, element);
    this.#message = required(".message", HTMLElement, element);
    this.#message.after(copyButton(this.#message));
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(), PAUSE);
    });
  }

  async #load() {
    const { load, masked } = await import("./known.js");
    const find = await load(given(this.#element, "index"));
    return (/** @type {string} */ text) => {
      const clean = masked(text);
      return { matches: find(clean), text: clean };
    };
  }

  async #show() {
    const pasted = this.#input.value.trim();
    if (!pasted) {
      this.#tell("", [], "");
      return;
    }
    try {
      this.#loading ??= this.#load();
      const look = await this.#loading;
      const { matches, text } = look(pasted.length > LONGEST ? pasted.slice(-LONGEST) : pasted);
      this.#tell(this.#count(matches.length), matches, text);
    } catch {
      // A failed load is tried again at the next key.
      this.#loading = undefined;
      this.#tell(given(this.#element, "failed"), [], "");
    }
  }

  /** @param {number} number */
  #count(number) {
    if (!number) return given(this.#element, "none");
    return number === 1
      ? given(this.#element, "one")
      : given(this.#element, "found").replace("{n}", String(number));
  }

  /**
   * @param {string} said
   * @param {Known[]} matches
   * @param {string} text
   */
  #tell(said, matches, text) {
    this.#said.textContent = said;
    this.#list.replaceChildren(...matches.map((match) => this.#entry(match)));
    this.#list.hidden = !matches.length;
    this.#unknown.hidden = !text || matches.length > 0;
    this.#message.textContent = given(this.#element, "message")
      .replace("{time}", () => new Date().toString())
      .replace("{text}", () => (text.length > SHOWN ? `…${text.slice(-SHOWN)}` : text));
  }

  /** @param {Known} match */
  #entry({ address, title, because }) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = inSite(title);
    const why = document.createElement("small");
    why.textContent = given(this.#element, "because").replace("{text}", () => because);
    item.append(link, why);
    return item;
  }
}
