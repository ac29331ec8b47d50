// A code block that scrolls can be scrolled by keyboard.
export function scrollable() {
  const observer = new ResizeObserver((entries) => {
    for (const block of new Set(entries.map(({ target }) => target.closest("pre")))) {
      if (!block) continue;
      if (block.scrollWidth > block.clientWidth) block.setAttribute("tabindex", "0");
      else block.removeAttribute("tabindex");
    }
  });
  for (const block of document.querySelectorAll(".highlight pre")) {
    observer.observe(block);
    // With another site's host its lines get longer; the box around them stays as it is.
    for (const code of block.children) observer.observe(code);
  }
}
