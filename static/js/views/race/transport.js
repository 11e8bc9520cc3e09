// @ts-check
/** The player of the race: it plays from right to left, as the gradient goes. */
import { set } from "../../lib/svg.js";
import { ICONS, nearestSpeed, playerButtons, speedSelect } from "../transport/transport.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */

/** @param {HTMLElement} root @param {import("../../core/race/state.js").RaceContext} context @returns {import("../../core/race/state.js").RaceView} */
export function createRaceTransport(root, context) {
  const { _, emit } = context;
  root.replaceChildren();
  const button = playerButtons(root, true);
  const start = button("start", _("Back to the loss")).element;
  const on = button("back", _("One step further back")).element;
  const play = button("play", _("Play backward"), "transport-play");
  const off = button("forward", _("One step towards the loss")).element;
  const speed = speedSelect(root, _("Speed"));
  /** @type {RaceState|null} */
  let last = null;
  start.addEventListener("click", () => emit({ type: "seek", t: 0 }));
  on.addEventListener("click", () => emit({ type: "step", by: 1 }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  off.addEventListener("click", () => emit({ type: "step", by: -1 }));
  speed.addEventListener("change", () => emit({ type: "configure", changes: { speed: Number(speed.value) }, replace: true }));

  /** @param {boolean} playing */
  const showPlaying = (playing) => {
    const label = playing ? _("Pause") : _("Play backward");
    set(play.path, { d: playing ? ICONS.pause : ICONS.play });
    set(play.element, { "aria-label": label, title: label });
  };

  return {
    update(state) {
      const steps = state.race?.from ?? 0;
      if (last?.playing !== state.playing) showPlaying(state.playing);
      if (last?.config !== state.config) speed.value = String(nearestSpeed(state.config.speed));
      start.disabled = off.disabled = steps === 0 || state.time === 0;
      on.disabled = steps === 0 || state.time >= steps;
      play.element.disabled = steps === 0;
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}
