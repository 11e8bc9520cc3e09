// @ts-check
/**
 * The four beats of one timestep: travel, gates, write, emit. From a progress 0 … 1 to what each part shows. Pure, so
 * scrubbing, playing and tests see the same.
 */
import { arrive, move, span } from "../../lib/easing.js";

/** Shares of a step, as --beat-* in tokens.css. */
export const BEATS = { travel: [0, 0.4], gates: [0.4, 0.65], write: [0.65, 0.85], emit: [0.85, 1] };
/** Below this many milliseconds a step, only travel is drawn. */
export const BRISK = 250;

/**
 * @typedef {object} Moment
 * @property {import("./layout.js").Beat|null} beat
 * @property {number} travel   how far the old state has come, 0 … 1
 * @property {boolean} arrived the old state sits in the cell
 * @property {(name: string) => number} gauge  how far a gate has filled
 * @property {number} write    share of units that have the new value (the state that is written first)
 * @property {number} emit     likewise for what is let out
 * @property {number} rise     how far the copy of h has risen to the output
 */

/** Gates whose input needs another gate first: GRU's candidate waits for the reset gate. */
const LATE = new Set(["n"]);

/** @param {number} p progress of the step @param {boolean} brisk @returns {Moment} */
export function momentOf(p, brisk) {
  if (brisk) {
    const done = p >= 1 ? 1 : 0;
    return { beat: p < 1 ? "travel" : null, travel: move(p), arrived: false, gauge: () => done, write: done, emit: done, rise: done };
  }
  const part = (/** @type {keyof typeof BEATS} */ name) => span(p, BEATS[name][0], BEATS[name][1]);
  const names = /** @type {(keyof typeof BEATS)[]} */ (Object.keys(BEATS));
  const gates = part("gates");
  return {
    beat: p > 0 && p < 1 ? names.find((name) => p < BEATS[name][1]) ?? "emit" : null,
    travel: move(part("travel")),
    arrived: p >= BEATS.gates[0],
    gauge: (name) => arrive(LATE.has(name) ? span(gates, 0.4, 1) : span(gates, 0, 0.7)),
    write: part("write"),
    emit: span(part("emit"), 0, 0.6),
    rise: move(part("emit")),
  };
}
