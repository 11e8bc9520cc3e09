// @ts-check
/** A page of words: only the header lives. */
import { createShell, syncShell } from "../../views/shell/shell.js";

createShell(document, (theme) => {
  const url = new URL(window.location.href);
  url.searchParams.set("theme", theme);
  window.history.replaceState(null, "", url);
  syncShell(document, url);
});
