// Runs before the first paint, inside the page: the colours and the system that the reader chose on an
// earlier one; on a first visit, the browser's system.
import { kept } from "./storage.js";

const theme = kept("theme");
const root = document.documentElement;
if (theme) root.dataset.theme = theme;
const system = kept("system") ?? navigator.userAgent;
root.dataset.system = /windows/i.test(system) ? "windows" : "unix";
