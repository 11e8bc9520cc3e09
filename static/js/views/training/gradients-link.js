// @ts-check
/** The race on Gradients, with the networks as they were after the update on screen. */
import { gradientsLink } from "../../core/training/links.js";
import { shownLook } from "../../core/training/state.js";
import { html, set } from "../../lib/svg.js";

/** @param {HTMLElement} root @param {import("../../core/training/state.js").TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createGradientsLink(root, { _ }) {
  root.replaceChildren();
  const link = html(root, "a", { class: "button", hidden: true }, _("Open in Gradients"));
  return {
    update({ config, task, status, looks, at }) {
      const update = shownLook({ looks, at })?.update;
      const none = status === "idle" || update === undefined || task.example.steps.length === 1;
      set(link, { hidden: none, href: none ? null : gradientsLink(config, update) });
    },
    destroy: () => root.replaceChildren(),
  };
}
