// @ts-check
/** The state of a training run on screen: its looks so far, and the one that is shown. Pure. */

/** @typedef {import("./config.js").TrainConfig} TrainConfig */
/** @typedef {import("./config.js").TrainCell} TrainCell */
/** @typedef {import("./events.js").Look} Look */
/** @typedef {import("./task.js").Task} Task */
/** @typedef {"idle"|"starting"|"training"|"paused"|"stopped"|"done"|"time"|"diverged"|"busy"|"offline"|"refused"} Status */
/**
 * @typedef {object} TrainState
 * @property {TrainConfig} config
 * @property {Task} task
 * @property {Status} status
 * @property {Look[]} looks               of the run so far, by update
 * @property {number|null} at             the look that the visitor went back to; null: now
 * @property {number|null} until          the update of the link up to which the run is being made again
 * @property {TrainCell} chosen           the network of the checkpoints, and the one that a phone shows
 * @property {boolean} playing
 * @property {{field: string|null, message: string}[]} problems
 * @property {number|null} retryIn        seconds until the next try
 */
/**
 * @typedef {{type: "configure", changes: Partial<TrainConfig>}
 *   | {type: "toggle"} | {type: "stop"} | {type: "reset"} | {type: "again"} | {type: "retry"} | {type: "remake"}
 *   | {type: "scrub", update: number} | {type: "step", by: number} | {type: "now"}
 *   | {type: "choose", cell: TrainCell}} TrainIntent
 */
/** @typedef {import("../types.js").Context<TrainState, TrainIntent>} TrainContext */
/** @typedef {import("../types.js").View<TrainState>} TrainView */

/** The look on screen. @param {Pick<TrainState, "looks"|"at">} state @returns {Look|null} */
export const shownLook = ({ looks, at }) => looks[at ?? looks.length - 1] ?? null;

/** The last update that the page knows of. @param {Pick<TrainState, "looks">} state */
export const lastUpdate = ({ looks }) => looks.at(-1)?.update ?? 0;

/** The index of the look nearest to an update. @param {Look[]} looks @param {number} update */
export function nearest(looks, update) {
  const after = looks.findIndex((look) => look.update >= update);
  if (after <= 0) return after === 0 ? 0 : looks.length - 1;
  return looks[after].update - update < update - looks[after - 1].update ? after : after - 1;
}

/** The settings and the update that a link to the screen carries: none while it moves, or before it is trained. @param {TrainState} state @returns {TrainConfig} */
export function linkedConfig({ config, status, looks, at, playing, until }) {
  const none = status === "idle" || (playing && at === null);
  const update = until ?? (none ? null : (shownLook({ looks, at })?.update ?? null));
  return { ...config, update };
}
