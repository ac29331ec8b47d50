// Looks texts up in a built error index, with the scripts of the page: reads {scripts, index, texts} as JSON
// from standard input, and writes for each text the ids of its entries, the masked text, and milliseconds.
import { readFileSync } from "node:fs";

const { scripts, index, texts } = JSON.parse(readFileSync(0, "utf8"));
const { match, patterns } = await import(`${scripts}/match.js`);
const { masked } = await import(`${scripts}/mask.js`);
const known = patterns(JSON.parse(readFileSync(index, "utf8")).entries);
const found = texts.map((text) => {
  const begun = performance.now();
  const clean = masked(text);
  const ids = match(known, clean).map(({ id }) => id);
  return { ids, masked: clean, milliseconds: performance.now() - begun };
});
process.stdout.write(JSON.stringify(found));
