// @ts-check
/** The player of a training run: start again from the same seed, train or pause, stop. What has ended says in words what can follow. */
import { MAX_UPDATES } from "../../core/training/config.js";
import { lastUpdate } from "../../core/training/state.js";
import { html, set, setText } from "../../lib/svg.js";
import { ICONS, playerButtons } from "../transport/transport.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

const ENDED = new Set(["stopped", "done", "time", "diverged"]);

/** @param {HTMLElement} root @param {import("../../core/training/state.js").TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createTrainTransport(root, { _, emit, now }) {
  root.replaceChildren();
  const button = playerButtons(root);
  const again = button("start", _("Start again from the same seed")).element;
  const play = button("play", _("Train"), "transport-play");
  const stop = button("stop", _("Stop")).element;
  const [words, seed] = [play.element, again].map((element) => html(element, "span", { class: "transport-word", hidden: true }));
  again.addEventListener("click", () => emit({ type: ENDED.has(now().status) ? "again" : "reset" }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  stop.addEventListener("click", () => {
    emit({ type: "stop" });
    play.element.focus(); // the button that was pressed goes
  });

  /** @param {TrainState} state */
  const word = ({ status, playing }) => {
    if (playing) return _("Pause");
    return status === "idle" || status === "refused" ? _("Train") : _("Train on");
  };

  return {
    update(state) {
      const ended = ENDED.has(state.status);
      const diverged = state.status === "diverged";
      const label = word(state);
      set(root, { "data-ended": ended });
      set(play.path, { d: state.playing ? ICONS.pause : ICONS.play });
      const most = !state.playing && lastUpdate(state) >= MAX_UPDATES;
      set(play.element, { "aria-label": label, title: most ? _("{n} updates are the most that a run can have", { n: MAX_UPDATES }) : label });
      play.element.hidden = diverged;
      play.element.disabled = most;
      setText(words, label);
      setText(seed, _("Start again, seed {seed}", { seed: state.config.seed }));
      words.hidden = seed.hidden = !ended;
      set(again, { "aria-label": ended ? seed.textContent : _("Start again from the same seed") });
      again.disabled = state.status === "idle" || state.looks.length === 0;
      stop.hidden = ended;
      stop.disabled = !state.playing && state.status !== "paused";
    },
    destroy: () => root.replaceChildren(),
  };
}
