// @ts-check
/** Copy link, and the menu of everything else that can be taken away. The markup is in templates/_share.html. */
import { setText } from "../../lib/svg.js";
import { createDisclosure } from "../controls/disclosure.js";

/** @typedef {"copyLink"|"copyEmbed"|"copyCurl"|"copyPython"|"downloadJson"|"downloadCsv"|"saveSvg"|"savePng"} Action */
/** @typedef {Partial<Record<Action, () => Promise<void>|void>>} Actions   those that the menu has */

const SHOWN = 2000; // ms

/**
 * @param {HTMLElement} root
 * @param {Pick<import("../../core/types.js").Context, "_">} context
 * @param {Actions} actions
 * @returns {import("../../core/types.js").View<unknown>}
 */
export function createShare(root, { _ }, actions) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const more = /** @type {HTMLElement|null} */ (root.querySelector(".share-open"));
  const menu = more && createDisclosure(more, find(".menu"));
  const done = find(".share-done");
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @param {string} words */
  const announce = (words) => {
    setText(done, words);
    clearTimeout(timer);
    timer = setTimeout(() => setText(done, ""), SHOWN);
  };
  /** @param {Action} action */
  const act = async (action) => {
    menu?.close(true);
    try {
      await actions[action]?.();
      announce(action.startsWith("copy") ? _("Copied") : _("Saved"));
    } catch {
      announce(action.startsWith("copy") ? _("The browser did not allow copying.") : _("This could not be saved. Try again."));
    }
  };
  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.action) void act(/** @type {Action} */ (button.dataset.action));
  };
  root.addEventListener("click", onClick);
  return {
    update() {},
    destroy() {
      clearTimeout(timer);
      menu?.destroy();
      root.removeEventListener("click", onClick);
    },
  };
}
