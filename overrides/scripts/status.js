/** Tell a screen reader what has just happened. */
export function say(text) {
  document.getElementById("status").textContent = text;
}
