// Where the reader is on the page.
import { all } from "./elements.js";

const headings = () => all("article :is(h1, h2, h3)[id]", HTMLHeadingElement);

/** The id of the heading that the reader has reached, "" above the first section. */
export function currentHeading() {
  const root = document.documentElement;
  // The last sections may be too short to reach the top.
  const atEnd = scrollY > 0 && Math.ceil(scrollY + innerHeight) >= root.scrollHeight;
  const line = atEnd ? innerHeight : Number.parseFloat(getComputedStyle(root).scrollPaddingTop) + 8;
  const reached = headings()
    .filter((heading) => heading.getBoundingClientRect().top <= line)
    .at(-1);
  return reached && reached.localName !== "h1" ? reached.id : "";
}

/** Mark it in the list of contents. */
export function followHeadings() {
  const links = new Map(
    all(".toc a", HTMLAnchorElement).map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  /** @type {HTMLAnchorElement | undefined} */
  let marked;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const link = links.get(currentHeading());
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
  };
  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  if (links.size) requestAnimationFrame(mark);
}
