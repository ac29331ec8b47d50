// Everything on a page that moves. Without it the page can still be read in full.
import { codeButtons, pageButton } from "./copy.js";
import { keepHeading } from "./language.js";
import { siteSwitch } from "./sites.js";
import { searchButton } from "./search.js";
import { tabs } from "./tabs.js";
import { themeButton } from "./theme.js";
import { followHeadings } from "./headings.js";
import { lostPage, lostSection } from "./lost.js";
import { scrollable } from "./scrollable.js";

// One part that fails must not take the others with it.
for (const part of [
  siteSwitch,
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
]) {
  try {
    part();
  } catch (error) {
    console.error(error);
  }
}
document.documentElement.classList.add("ready");
