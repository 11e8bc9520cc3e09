// @ts-check
/** A line above the stage: a setting was changed that a trained network cannot keep, and the way back to it. */
import { html, set } from "../../lib/svg.js";

/**
 * @param {HTMLElement} root
 * @param {import("../../core/types.js").Context} context
 * @returns {import("../../core/types.js").View}
 */
export function createUntrainedNotice(root, { _, emit }) {
  const line = root.ownerDocument.createElement("div");
  line.className = "notice-line";
  html(line, "p", {}, _("This is a new network with weights drawn at random. It has learnt nothing."));
  const back = html(line, "button", { class: "button", type: "button" }, _("Back to the trained network"));
  set(root, { "aria-live": "polite" });
  back.addEventListener("click", () => {
    emit({ type: "back" });
    root.closest("main")?.focus({ preventScroll: true }); // the button is gone
  });
  return {
    update({ left }) {
      if (line.isConnected !== (left !== null)) root.replaceChildren(...(left === null ? [] : [line]));
    },
    destroy: () => root.replaceChildren(),
  };
}
