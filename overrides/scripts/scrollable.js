// A code block that scrolls can be scrolled by keyboard.
export function scrollable() {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const block of document.querySelectorAll(".highlight pre")) observer.observe(block);
}
