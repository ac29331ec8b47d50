// Runs before the first paint, inside the page: the colours that the reader chose on an earlier one.
import { kept } from "./storage.js";

const theme = kept("theme");
if (theme) document.documentElement.dataset.theme = theme;
