// The search dialog. What it shows is built from text nodes: neither a query nor a page can bring markup of
// its own.
import { inSite } from "../sites.js";
import { find, index } from "./engine.js";

const dialog = document.getElementById("search");
const { dataset } = dialog;
const input = dialog.querySelector("input");
const count = dialog.querySelector(".count");
const results = dialog.querySelector("#results");
const elsewhere = dialog.querySelector(".elsewhere");
// The index lies beside the language's home page, and gives addresses from there.
const home = new URL(".", new URL(dataset.index, location));
let engine;
let loading;
// The reader has followed a result.
let left = false;

/** Open the search, with `query` if one is given. */
export function open(query) {
  left = false;
  if (query !== undefined) input.value = query;
  if (!dialog.open) dialog.showModal();
  input.focus();
  input.select();
  show();
}

async function load() {
  const response = await fetch(dataset.index);
  if (!response.ok) throw new Error(`${dataset.index}: ${response.status}`);
  return index(await response.json());
}

async function show() {
  // A failed load is tried again at the next key.
  loading ??= load().then(
    (loaded) => (engine = loaded),
    () => (loading = undefined),
  );
  if (!engine) {
    count.textContent = dataset.loading;
    dialog.ariaBusy = "true";
    await loading;
  }
  dialog.ariaBusy = "false";
  const query = input.value.trim();
  const hits = engine && query ? find(engine, query) : [];
  results.replaceChildren(...hits.map((hit, number) => entry(hit, number)));
  results.hidden = !hits.length;
  input.setAttribute("aria-expanded", String(hits.length > 0));
  elsewhere.hidden = hits.length > 0 || (engine && !query);
  count.textContent = said(query, hits.length);
  select(0);
}

function said(query, number) {
  if (!engine) return dataset.failed;
  if (!query) return "";
  if (!number) return dataset.none.replace("{query}", query);
  return number === 1 ? dataset.result : dataset.results.replace("{n}", number);
}

function entry({ address, page, heading, lead, terms }, number) {
  const link = document.createElement("a");
  link.href = home + address;
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
  link.addEventListener("click", leave);
  link.addEventListener("pointermove", () => select(number));
  return link;
}

const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
// Longer words first, so that a name wins over its parts.
const pattern = (terms) =>
  new RegExp(
    `(${[...terms]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join("|")})`,
    "gi",
  );

/** A text as nodes, with the words found in it marked. */
function marked(text, terms) {
  if (!terms.length) return [text];
  return text.split(pattern(terms)).map((piece, number) => {
    if (number % 2 === 0) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
}

function select(number) {
  const options = results.children;
  for (const option of options) option.ariaSelected = "false";
  const chosen = options[number];
  if (!chosen) return input.removeAttribute("aria-activedescendant");
  chosen.ariaSelected = "true";
  input.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

const selected = () => [...results.children].findIndex((option) => option.ariaSelected === "true");

/** Close, and put the query into this page's address: going back, the reader finds it again. */
function leave() {
  const address = new URL(location.href);
  address.searchParams.set("q", input.value);
  history.replaceState(null, "", address);
  left = true;
  dialog.close();
}

dialog.addEventListener("close", () => {
  if (left || !location.search) return;
  const address = new URL(location.href);
  address.searchParams.delete("q");
  history.replaceState(null, "", address);
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.querySelector(".close").addEventListener("click", () => dialog.close());
input.addEventListener("input", show);
input.addEventListener("keydown", (event) => {
  // Enter and arrows choose among an input method's candidates first.
  if (event.isComposing) return;
  const last = results.children.length - 1;
  if (event.key === "ArrowDown") select(selected() < last ? selected() + 1 : 0);
  else if (event.key === "ArrowUp") select(selected() > 0 ? selected() - 1 : last);
  else if (event.key === "Enter") results.children[selected()]?.click();
  else return;
  event.preventDefault();
});
