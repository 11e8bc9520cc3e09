// @ts-check
/** How far the training is: the update, what is left of the time, and a line. */
import { lastUpdate } from "../../core/training/state.js";
import { restyle } from "../../lib/canvas.js";
import { writeMarks } from "../../lib/marks.js";
import { html, set, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

/** @param {HTMLElement} root @param {import("../../core/training/state.js").TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createProgress(root, { _, ngettext, format }) {
  root.replaceChildren();
  const words = html(root, "p", { class: "train-progress-words" });
  const count = html(words, "span");
  const rest = html(words, "span");
  const line = html(root, "div", { class: "train-progress-line", role: "progressbar", "aria-label": _("Training"), "aria-valuemin": 0 });
  const done = html(line, "div");

  /** @param {TrainState} state */
  function left({ status, looks, until }) {
    if (until !== null) return _("made again up to {update}", { update: until });
    if (status === "starting") return _("starting…");
    if (status === "paused") return _("paused");
    if (status === "stopped") return _("stopped");
    if (status === "done") return _("done");
    if (status === "diverged") return _("diverged");
    if (status === "time") return _("its time is over");
    const seconds = Math.ceil(looks.at(-1)?.seconds_left ?? 0);
    return status === "training" && lastUpdate({ looks }) > 0 ? ngettext("about {n} s left", "about {n} s left", seconds, { n: seconds }) : "";
  }

  return {
    update(state) {
      const update = lastUpdate(state);
      const { updates } = state.config;
      const speed = state.looks.at(-1)?.examples_per_second;
      writeMarks(count, _("update <b>{update}</b> of {updates}", { update, updates }));
      setText(rest, left(state));
      restyle(done, { transform: `scaleX(${Math.min(1, update / updates)})` });
      set(line, { "aria-valuemax": updates, "aria-valuenow": update, title: speed ? _("{n} examples a second", { n: format.number(speed, 0) }) : null });
    },
    destroy: () => root.replaceChildren(),
  };
}
