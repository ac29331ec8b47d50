// The box for a pasted error, whose script only the page that has one loads.
import { copyButton } from "./copy.js";

export async function pasteBox() {
  const element = document.querySelector(".paste");
  if (!(element instanceof HTMLElement)) return;
  const { PasteBox } = await import("./errors/box.js");
  // Handed over, so that no page loads one more file for what both need.
  new PasteBox(element, copyButton);
}
