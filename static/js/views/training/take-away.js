// @ts-check
/** Buttons that take something of a training run away: what they do is in pages/train/share-actions.js. */
import { shownLook } from "../../core/training/state.js";
import { createActionButtons } from "../share/share.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../core/training/state.js").TrainContext} context
 * @param {import("../share/share.js").Actions} actions
 * @returns {import("../../core/training/state.js").TrainView}
 */
export function createTakeAway(root, context, actions) {
  const save = /** @type {HTMLButtonElement|null} */ (root.querySelector("[data-action=saveWeights]"));
  const { destroy } = createActionButtons(root, context, actions);
  return {
    update(state) {
      if (save) save.disabled = (shownLook(state)?.update ?? 0) === 0;
    },
    destroy,
  };
}
