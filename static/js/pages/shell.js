// @ts-check
/** A page in the shell: its header, whose links follow the address. */
import { createShell, syncShell } from "../views/shell/shell.js";
import { writeAddress } from "./boot.js";

/** @typedef {{dispatch(intent: {type: "configure", changes: {theme: "light"|"dark"}}): void, subscribe(subscriber: (state: {playing: boolean}) => void): void}} Store */

/** @param {Window} window @param {Store} store @param {() => string} query  of the page as it is */
export function startShell(window, store, query) {
  const { document } = window;
  createShell(document, (theme) => store.dispatch({ type: "configure", changes: { theme } }));
  writeAddress(window, store, query, () => syncShell(document, new URL(window.location.href)));
}
