// Everything on a page that moves. Without it the page can still be read in full.
import { codeButtons, pageButton } from "./copy.js";
import { followHeadings } from "./headings.js";
import { keepHeading } from "./language.js";
import { lostPage, lostSection } from "./lost.js";
import { pasteBox } from "./paste.js";
import { scrollable } from "./scrollable.js";
import { searchButton } from "./search.js";
import { siteSwitch } from "./sites.js";
import { systemSwitch } from "./systems.js";
import { tabs } from "./tabs.js";
import { themeButton } from "./theme.js";

// One part that fails must not take the others with it. That is why elements are looked up inside functions
// (elements.js), never at import, where one missing element would stop the whole script.
for (const part of [
  siteSwitch,
  systemSwitch,
  codeButtons,
  pageButton,
  searchButton,
  themeButton,
  tabs,
  followHeadings,
  keepHeading,
  lostSection,
  lostPage,
  scrollable,
  pasteBox,
]) {
  try {
    part();
  } catch (error) {
    console.error(error);
  }
}
document.documentElement.classList.add("ready");
