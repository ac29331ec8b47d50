// Tells a screen reader what has just happened.
import { required } from "./elements.js";

/** @param {string} text */
export function say(text) {
  required("#status", HTMLElement).textContent = text;
}
