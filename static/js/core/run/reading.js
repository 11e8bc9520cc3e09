// @ts-check
/** Where in the sequence a State stands: which step is being read, how far it is, which are done. Pure. */
import { clamp } from "../../lib/easing.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").LayerTrace} LayerTrace */

/** @typedef {{from: number, to: number}|null} Span  positions from 1, both included */
/**
 * @typedef {object} Reading
 * @property {number} T
 * @property {number} k           step under way or just done, in reading order, from 1 (1 before anything is read)
 * @property {number} position    the same step as a position in the input, from 1
 * @property {number} beat        progress of step k, 0 … 1; 1: done; 0: about to start
 * @property {boolean} reverse    the selected layer reads from the last position to the first
 * @property {boolean} backward   the gradient comes back: all is read, and step k is where it has come to
 * @property {number} read        steps read, 0 … T, with the part of the one under way
 * @property {number} gone        how far the way that time takes has been gone, in steps, 0 … T
 * @property {boolean} leftward   that way leads to the left
 * @property {(position: number) => boolean} done   has the selected layer finished this position?
 */

/** The selected layer of a trace. @param {Pick<State, "trace"|"shown">} state @returns {LayerTrace|null} */
export function selectedLayer({ trace, shown }) {
  if (!trace) return null;
  const found = trace.layers.find((l) => l.layer === shown.layer - 1 && l.direction === shown.direction);
  return found ?? trace.layers[0] ?? null;
}

/** @param {Pick<State, "trace"|"shown"|"time">} state @returns {Reading} */
export function currentStep({ trace, shown, time }) {
  const T = trace ? trace.T : 0;
  const reverse = shown.direction === "reverse";
  const { backward } = shown;
  const k = clamp(backward ? Math.floor(time) + 1 : Math.ceil(time), 1, Math.max(1, T));
  const positionOf = (/** @type {number} */ step) => (reverse ? T + 1 - step : step);
  return {
    T,
    k,
    position: positionOf(k),
    beat: backward ? 1 : clamp(time - (k - 1)),
    reverse,
    backward,
    read: backward ? T : time,
    gone: backward ? T - time : time,
    leftward: reverse !== backward,
    done: (position) => backward || positionOf(position) <= time,
  };
}

/**
 * Is another layer done at a position, given how far the selected one is? A layer needs all of what it reads: in a
 * bidirectional stack both directions below, from end to end.
 * @param {State} state @param {LayerTrace} layer @param {number} position
 */
export function layerDone(state, layer, position) {
  const reading = currentStep(state);
  const selected = state.shown.layer - 1;
  if (reading.backward) return true;
  if (!state.shown.bidirectional) return position <= state.time;
  if (layer.layer > selected) return state.time >= reading.T;
  if (layer.layer < selected || layer.direction !== state.shown.direction) return true;
  return reading.done(position);
}

/**
 * The state a step starts from: the step before it in the direction of reading, or the initial state.
 * @param {LayerTrace} layer @param {string} name "h" or "c" @param {number} position from 1 @param {number} unit from 1
 */
export function before(layer, name, position, unit) {
  const signal = layer.signals[name];
  const T = signal.length / layer.hiddenSize;
  const previous = layer.direction === "reverse" ? position + 1 : position - 1;
  if (previous < 1 || previous > T) return layer.initial[name]?.[unit - 1] ?? 0;
  return signal[(previous - 1) * layer.hiddenSize + unit - 1];
}

/** @param {LayerTrace} layer @param {string} name @param {number} position from 1 @param {number} unit from 1 */
export const valueAt = (layer, name, position, unit) =>
  layer.signals[name]?.[(position - 1) * layer.hiddenSize + unit - 1] ?? NaN;

/** The time at which the player is inside of a position. @param {Pick<Reading, "T"|"reverse"|"backward">} reading @param {number} position */
export function timeInside({ T, reverse, backward }, position) {
  const k = reverse ? T + 1 - position : position;
  return backward ? k - 1 : k;
}

/**
 * Time as a link spells it: the step that the page is inside of, 0 before the first.
 * @param {number} time @param {number} T @param {boolean} backward
 */
export function linkedStep(time, T, backward) {
  if (!backward) return Math.ceil(time);
  return time === T ? 0 : Math.floor(time) + 1;
}

/** The time that a link asks for. @param {number} t @param {number} T @param {boolean} backward */
export const timeOfLink = (t, T, backward) => (backward ? (t === 0 ? T : Math.min(T, t) - 1) : t);

/** @type {WeakMap<LayerTrace, Span>} */
const spans = new WeakMap();

/**
 * The positions of a layer that hold no finite numbers any more: from the first such step on, in the order of reading.
 * Looks once at each layer.
 * @param {LayerTrace} layer @returns {Span}
 */
export function overflowed(layer) {
  const known = spans.get(layer);
  if (known !== undefined) return known;
  const found = findOverflow(layer);
  spans.set(layer, found);
  return found;
}

/** @param {LayerTrace} layer @returns {Span} */
function findOverflow({ signals, hiddenSize, direction }) {
  const all = Object.values(signals);
  const T = all[0].length / hiddenSize;
  const broken = (/** @type {number} */ position) =>
    all.some((values) => values.subarray((position - 1) * hiddenSize, position * hiddenSize).some((v) => !Number.isFinite(v)));
  const order = Array.from({ length: T }, (_, i) => (direction === "reverse" ? T - i : i + 1));
  const first = order.find(broken);
  if (first === undefined) return null;
  return direction === "reverse" ? { from: 1, to: first } : { from: first, to: T };
}
