// @ts-check
/** Copy link, and the menu of everything else that can be taken away. The markup is in templates/_share.html. */
import { setText } from "../../lib/svg.js";
import { createDisclosure } from "../controls/disclosure.js";

/** @typedef {Pick<import("../../core/types.js").Context, "_">} Words */
/** What the buttons that name them do. @typedef {Record<string, (() => Promise<unknown>|void)|undefined>} Actions */

const SHOWN = 2000; // ms

/**
 * @param {HTMLElement} root
 * @param {Words} context
 * @param {Actions} actions  prepare: what some need, once the menu is open
 * @returns {import("../../core/types.js").View<unknown>}
 */
export function createShare(root, context, actions) {
  const more = /** @type {HTMLElement|null} */ (root.querySelector(".share-open"));
  const menu = more && createDisclosure(more, /** @type {HTMLElement} */ (root.querySelector(".menu")), { opened: () => void actions.prepare?.() });
  const buttons = createActionButtons(root, context, actions, () => menu?.close(true));
  return {
    update() {},
    destroy() {
      menu?.destroy();
      buttons.destroy();
    },
  };
}

/**
 * Buttons that take something away, and a line that says how that went.
 * @param {HTMLElement} root @param {Words} context @param {Actions} actions @param {() => void} [before]  each of them
 */
export function createActionButtons(root, { _ }, actions, before = () => {}) {
  const done = /** @type {HTMLElement} */ (root.querySelector(".share-done"));
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @param {string} words */
  const announce = (words) => {
    setText(done, words);
    clearTimeout(timer);
    timer = setTimeout(() => setText(done, ""), SHOWN);
  };
  /** @param {Event} event */
  const onClick = async (event) => {
    const action = /** @type {Element} */ (event.target).closest("button")?.dataset.action;
    if (action === undefined) return;
    const copies = action.startsWith("copy");
    before();
    try {
      await actions[action]?.();
      announce(copies ? _("Copied") : _("Saved"));
    } catch {
      announce(copies ? _("The browser did not allow copying.") : _("This could not be saved. Try again."));
    }
  };
  root.addEventListener("click", onClick);
  return {
    destroy() {
      clearTimeout(timer);
      root.removeEventListener("click", onClick);
    },
  };
}
