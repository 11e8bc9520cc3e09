// @ts-check
/** Buttons that take something away: what they do is in pages/train/share-actions.js. */
import { shownLook } from "../../core/training/state.js";
import { setText } from "../../lib/svg.js";

const SHOWN = 2000; // ms

/**
 * @param {HTMLElement} root
 * @param {import("../../core/training/state.js").TrainContext} context
 * @param {Record<string, () => Promise<void>>} actions
 * @returns {import("../../core/training/state.js").TrainView}
 */
export function createTakeAway(root, { _ }, actions) {
  const done = /** @type {HTMLElement} */ (root.querySelector(".share-done"));
  const save = /** @type {HTMLButtonElement|null} */ (root.querySelector("[data-action=saveWeights]"));
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
    const action = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("button"))?.dataset.action;
    if (action === undefined) return;
    try {
      await actions[action]();
      announce(action === "copyLink" ? _("Copied") : _("Saved"));
    } catch {
      announce(action === "copyLink" ? _("The browser did not allow copying.") : _("This could not be saved. Try again."));
    }
  };
  root.addEventListener("click", onClick);
  return {
    update(state) {
      if (save) save.disabled = (shownLook(state)?.update ?? 0) === 0;
    },
    destroy() {
      clearTimeout(timer);
      root.removeEventListener("click", onClick);
    },
  };
}
