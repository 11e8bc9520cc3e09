// @ts-check
/** The player of a training run: start again from the same seed, train or pause, stop. */
import { set } from "../../lib/svg.js";
import { MAX_UPDATES } from "../../core/train-config.js";
import { lastUpdate } from "../../core/train-store.js";
import { ICONS, playerButtons } from "../transport.js";

/** @typedef {import("../../core/train-store.js").TrainState} TrainState */

/** @param {HTMLElement} root @param {import("../../core/train-store.js").TrainContext} context @returns {import("../../core/train-store.js").TrainView} */
export function createTrainTransport(root, { _, emit }) {
  root.replaceChildren();
  const button = playerButtons(root);
  const again = button("start", _("Start again from the same seed")).element;
  const play = button("play", _("Train"), "transport-play");
  const stop = button("stop", _("Stop")).element;
  again.addEventListener("click", () => emit({ type: "reset" }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  stop.addEventListener("click", () => emit({ type: "stop" }));

  /** @param {TrainState} state */
  const word = ({ status, playing }) => {
    if (playing) return _("Pause");
    return status === "idle" || status === "refused" ? _("Train") : status === "diverged" ? _("Start again from the same seed") : _("Train on");
  };

  return {
    update(state) {
      const label = word(state);
      set(play.path, { d: state.playing ? ICONS.pause : ICONS.play });
      set(play.element, { "aria-label": label, title: label });
      play.element.disabled = !state.playing && lastUpdate(state) >= MAX_UPDATES;
      again.disabled = state.looks.length === 0;
      stop.disabled = !state.playing;
    },
    destroy: () => root.replaceChildren(),
  };
}
