// @ts-check
/** The player of the race: it plays from right to left, as the gradient goes. */
import { createPlayerButtons } from "../transport/transport.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */

/** @param {HTMLElement} root @param {import("../../core/race/state.js").RaceContext} context @returns {import("../../core/race/state.js").RaceView} */
export function createRaceTransport(root, context) {
  const { _ } = context;
  root.replaceChildren();
  const buttons = createPlayerButtons(root, context, {
    labels: { start: _("Back to the loss"), back: _("One step further back"), play: _("Play backward"), forward: _("One step towards the loss") },
    leftward: true,
  });
  /** @type {RaceState|null} */
  let last = null;
  return {
    update(state) {
      const { config, playing, time, race } = state;
      if (last?.playing !== playing) buttons.showPlaying(playing);
      if (last?.config !== config) buttons.showConfig(config);
      buttons.showTime(time, race?.from ?? 0);
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}
